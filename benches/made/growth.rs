//! Texts of one kind of thing, any number of times: what some rule might look at again and again. For each, work has to grow
//! in step with the number, or the text has to be refused.

/// A kind of text: its name, and the text with so many of it.
pub type Kind = (&'static str, fn(usize) -> String);

const SYLLABLES: &[&str] = &[
    "An", "Bình", "Chi", "Dũng", "Giang", "Hạnh", "Khánh", "Lam", "Minh", "Ngọc", "Oanh", "Phúc", "Quân", "Sơn",
    "Thảo", "Vinh",
];

/// Syllables that spell a number.
fn spelled(mut number: usize) -> String {
    let mut words = Vec::new();
    while words.is_empty() || number > 0 {
        words.push(SYLLABLES[number % SYLLABLES.len()]);
        number /= SYLLABLES.len();
    }
    words.reverse();
    words.join(" ")
}

fn joined(count: usize, gap: &str, one: impl Fn(usize) -> String) -> String {
    (0..count).map(one).collect::<Vec<_>>().join(gap)
}

/// All kinds.
pub const KINDS: &[Kind] = &[
    ("people", |n| joined(n, "\n\n", |i| format!("Ông Trần {}, Giám đốc Sở Y tế, nói: “Tốt”.", spelled(i)))),
    ("people of one given name", |n| {
        joined(n, "\n\n", |i| format!("Ông Trần {} Dũng nói: “Tốt”. Ông Dũng nói thêm: “Rất tốt”.", spelled(i)))
    }),
    ("people by titles", |n| {
        joined(n, "\n\n", |i| {
            format!(
                "Ông Trần {0}, Giám đốc Công ty {0}, nói: “Tốt”. Giám đốc Công ty {0} nói thêm: “Rất tốt”.",
                spelled(i)
            )
        })
    }),
    ("people of one title", |n| {
        joined(n, "\n\n", |i| format!("Bộ trưởng Trần {0} nói: “Tốt”. Bộ trưởng Bộ {0} nói: “Rất tốt”.", spelled(i)))
    }),
    ("women and a pronoun", |n| {
        joined(n, "\n\n", |i| format!("Bà Trần {} nói: “Tốt”. Ông này nói thêm: “Rất tốt”.", spelled(i)))
    }),
    ("one speaker", |n| {
        joined(n, "\n\n", |_| {
            "Ông Trần Văn Dũng, Giám đốc Sở Y tế, nói: “Tốt”. Ông Dũng nói thêm: “Rất tốt”.".to_owned()
        })
    }),
    ("foreign names", |n| {
        joined(n, "\n\n", |i| {
            format!("Tổng thống Bak{i} nói: “Tốt”. Joe Bak{i} không nói gì thêm.").replace(char::is_numeric, "o")
        })
    }),
    ("bodies", |n| {
        joined(n, "\n\n", |i| {
            format!(
                "Công ty {0} cho biết giá đã tăng mạnh. Công ty này nói giá sẽ giảm. Sở {0} nói: “Tốt”.",
                spelled(i)
            )
        })
    }),
    ("texts that speak", |n| {
        joined(n, "\n\n", |i| {
            format!(
                "Báo cáo của Sở {} nêu rõ giá đã tăng mạnh. Nghị định {}/2020/NĐ-CP ra đời. Nghị định nêu rõ giá đã tăng mạnh.",
                spelled(i),
                i + 1
            )
        })
    }),
    ("one paragraph", |n| joined(n, " ", |i| format!("Ông Trần {} nói: “Tốt”. Trời đẹp.", spelled(i)))),
    ("open quotations", |n| {
        format!("Ông An nói: {}", joined(n, "\n\n", |_| "“Chúng tôi sẽ làm tốt hơn trong năm nay.".to_owned()))
    }),
    ("verbs", |n| "nói ".repeat(n)),
    ("speakers and verbs", |n| "ông nói ".repeat(n)),
    ("nested reports", |n| joined(n, " ", |i| format!("Bộ trưởng {} khẳng định,", spelled(i)))),
    ("theo", |n| "theo ông A, ".repeat(n)),
    ("titles", |n| "Bộ trưởng Bộ Công an, ".repeat(n)),
    ("honorifics", |n| "ông ".repeat(n)),
    ("names in capitals", |n| "Trần ".repeat(n)),
    ("opening marks", |n| "“".repeat(n)),
    ("closing marks", |n| "”".repeat(n)),
    ("straight marks", |n| "\" ".repeat(n)),
    ("pairs of marks", |n| "“a” ".repeat(n)),
    ("quotations and verbs", |n| "“A” nói ".repeat(n)),
    ("marks of two kinds", |n| format!("{}{}", "‘ ".repeat(n), "“a” ".repeat(n))),
    ("one long word", |n| "a".repeat(n)),
    ("one long line", |n| "dài ".repeat(n)),
    ("line ends", |n| "a\n".repeat(n)),
    ("commas", |n| ", ".repeat(n)),
    ("brackets", |n| "(".repeat(n)),
    ("full stops", |n| "a. ".repeat(n)),
    ("numbers", |n| "1.000.000 ".repeat(n)),
    ("answers", |n| {
        format!(
            "Ông Trần Văn An nói: “Tốt”.\n\n{}",
            joined(n, "\n\n", |_| "Thưa ông, có tốt không?\n\n- Đúng vậy, mọi việc đều tốt cả.".to_owned())
        )
    }),
    ("cooperation", |n| "hợp tác ".repeat(n)),
    ("cooperation of parties", |n| {
        joined(n, ". ", |i| format!("Sở {0} và Công ty {0} ký biên bản ghi nhớ về hợp tác đào tạo", spelled(i)))
    }),
    ("short names", |n| {
        joined(n, ". ", |i| {
            format!(
                "Mạng lưới Doanh nghiệp {0} (M{1}) ra mắt. M{1} họp với hai thành phố. Thành phố Ba{1} ký kết hợp tác",
                spelled(i),
                spelled(i).replace(' ', "").to_uppercase()
            )
        })
    }),
    ("laws", |n| {
        joined(n, ". ", |i| format!("Khoản 2 Điều {} Luật Đất đai và Nghị định {}/2020/NĐ-CP", i % 300 + 1, i + 1))
    }),
    ("short forms of laws", |n| {
        let defined = joined(n, " ", |i| format!("Luật Đất đai (sau đây gọi tắt là Luật {}).", spelled(i)));
        format!("{defined} {}", joined(n, " ", |i| format!("Luật {} có hiệu lực.", spelled(i))))
    }),
    ("type codes without a space", |n| "NĐ/".repeat(n)),
    ("short numbers of laws", |n| {
        joined(n, " ", |i| {
            format!("Luật số {}/2019/QH14 có hiệu lực. Luật {} cũng vậy, theo Kết luận {}.", i + 1, i + 1, i + 10)
        })
    }),
    ("names of laws in a sentence", |n| "Luật Đất đai, ".repeat(n)),
    ("treaties in a sentence", |n| "Hiệp định thương mại ".repeat(n)),
    ("provisions", |n| "điểm a khoản 2 Điều 8, ".repeat(n)),
];
