//! Press text made up for the benches: sentences with and without what the tables are after, mixed by a counter, so that
//! every run reads the same.

#[allow(dead_code, reason = "not every bench uses it")]
pub mod growth;

use std::fmt::Write;

const NAMES: &[&str] = &["Nguyễn Thị Hạ", "Lê Văn Tám", "Trần Minh Bảy", "Phạm Thu Mơ", "Vũ An Khê", "Hoàng Đức Thảo"];
const TITLES: &[&str] = &["Thứ trưởng Bộ Công an", "Vụ trưởng Vụ Pháp chế", "Chủ tịch UBND tỉnh", "Giám đốc Sở Y tế"];
const LAWS: &[&str] = &[
    "Luật Đất đai năm 2024",
    "Nghị định số 15/2020/NĐ-CP",
    "khoản 2 Điều 8 Luật Dược",
    "Bộ luật Hình sự",
    "Thông tư 08/2021/TT-BGDĐT",
];
const COUNTRIES: &[&str] = &["Nhật Bản", "Lào", "Hàn Quốc", "Campuchia", "Australia", "Ba Lan"];

/// Two in three sentences of the press hold nothing for the tables.
const PLAIN: &[&str] = &[
    "Sáng nay trời se lạnh, nhiều người đi chợ sớm để mua rau và cá tươi.",
    "Con đường dài 12 km chạy dọc bờ sông, hai bên là vườn cây ăn trái đang vào mùa.",
    "Đội khách mở tỷ số ở phút 35, nhưng đội chủ nhà gỡ hòa ngay đầu hiệp hai.",
    "Giá cà phê tăng thêm 1.500 đồng mỗi ký, cao nhất trong ba tháng qua.",
    "Nhà văn hóa xã vừa sửa xong, chiều nào cũng đông trẻ em tới đọc sách và chơi cờ.",
    "Mưa lớn làm ngập một số tuyến phố, xe cộ phải đi vòng qua cầu mới.",
    "Quán nhỏ mở cửa từ 5 giờ, khách quen thường gọi một bát phở và ly trà nóng.",
    "Các bác sĩ khuyên mọi người uống đủ nước, ngủ đủ giấc và tập thể dục đều đặn.",
];

/// A small generator of numbers, so that sentences do not follow each other in step.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % limit
    }

    fn of<'a>(&mut self, list: &[&'a str]) -> &'a str {
        list[self.below(list.len())]
    }
}

/// An article of about so many bytes.
pub fn article(seed: u64, bytes: usize) -> String {
    let mut numbers = Numbers(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ bytes as u64);
    let mut text = String::with_capacity(bytes + 400);
    while text.len() < bytes {
        let separator = match text.len() {
            0 => "",
            _ if numbers.below(4) == 0 => "\n\n",
            _ => " ",
        };
        text.push_str(separator);
        sentence(&mut numbers, &mut text);
    }
    text
}

fn sentence(numbers: &mut Numbers, text: &mut String) {
    let (name, title) = (numbers.of(NAMES), numbers.of(TITLES));
    let (law, country) = (numbers.of(LAWS), numbers.of(COUNTRIES));
    // Writing to a string does not fail.
    let _ = match numbers.below(18) {
        0 => write!(text, "Ông {name}, {title}, cho biết cơ quan này sẽ rà soát {law} trong quý tới."),
        1 => write!(text, "“Chúng tôi đã kiểm tra 24 cơ sở và xử phạt 3 cơ sở theo {law}”, bà {name} nói."),
        2 => write!(text, "Theo {title} {name}, dự thảo sửa đổi {law} đang được lấy ý kiến."),
        3 => write!(text, "Hai bên đã ký bản ghi nhớ về hợp tác đào tạo giữa Việt Nam và {country}."),
        4 => write!(text, "Bộ Công an Việt Nam đề nghị {country} chia sẻ thông tin và hỗ trợ kỹ thuật."),
        5 => write!(text, "Căn cứ {law}, ủy ban giao các sở lập kế hoạch trước ngày 15/9."),
        _ => write!(text, "{}", numbers.of(PLAIN)),
    };
}

/// So many articles as lines of JSON.
pub fn json_lines(articles: usize, bytes_each: usize) -> Vec<u8> {
    let line = |n: usize| {
        let text = article(n as u64, bytes_each);
        let record = serde_json::json!({
            "id": format!("bai-{n}"), "title": "Tin trong ngày", "source": "Báo Mẫu", "published": "2025-06-12", "text": text,
        });
        format!("{record}\n")
    };
    (0..articles).map(line).collect::<String>().into_bytes()
}
