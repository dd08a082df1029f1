//! The closed sets of values that the tables use, each with its name in the tables.

macro_rules! names {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $text:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$vdoc])* $variant,)+ }

        impl $name {
            /// Every value, in the order of the data dictionary.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The name in the tables.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text,)+ }
            }

            /// The value that has this name in the tables.
            pub fn from_name(name: &str) -> Option<Self> {
                match name { $($text => Some(Self::$variant),)+ _ => None }
            }
        }
    };
}

names! {
    /// How the content is given.
    Mode {
        /// Wholly inside quotation marks or a dash-led quote.
        Direct = "direct",
        /// Indirect with a quoted part.
        Mixed = "mixed",
        /// In the reporter's words.
        Indirect = "indirect",
    }
}

names! {
    /// What the reporting expression does.
    CueClass {
        /// cho biết, nói, thông báo, theo
        Say = "say",
        /// khẳng định, cho rằng, nêu rõ
        Assert = "assert",
        /// nhấn mạnh, lưu ý
        Emphasize = "emphasize",
        /// đánh giá, nhận định
        Assess = "assess",
        /// đề xuất, kiến nghị
        Propose = "propose",
        /// đề nghị, yêu cầu, chỉ đạo
        Request = "request",
        /// cam kết, hứa
        Promise = "promise",
        /// cảnh báo
        Warn = "warn",
        /// hỏi, chất vấn
        Ask = "ask",
        /// trả lời, giải đáp
        Answer = "answer",
        /// bác bỏ, phủ nhận
        Deny = "deny",
        /// thừa nhận
        Admit = "admit",
        /// nhất trí, đồng tình
        Agree = "agree",
        /// cảm ơn
        Thank = "thank",
        /// bày tỏ, mong muốn, hy vọng
        Express = "express",
        /// giải thích, phân tích
        Explain = "explain",
        /// chia sẻ
        Share = "share",
    }
}

names! {
    /// What kind of source speaks.
    SpeakerKind {
        /// A person with a name, a title or a pronoun that is resolved.
        Person = "person",
        /// A body.
        Organization = "organization",
        /// Several persons without names: nhiều đại biểu.
        Group = "group",
        /// A text: báo cáo, dự thảo luật.
        Document = "document",
        /// Somebody whose name is withheld: một quan chức giấu tên.
        Unnamed = "unnamed",
    }
}

names! {
    /// Kind of legal document.
    DocType {
        /// Hiến pháp
        Constitution = "constitution",
        /// Bộ luật
        Code = "code",
        /// Luật
        Law = "law",
        /// Pháp lệnh
        Ordinance = "ordinance",
        /// Nghị quyết
        Resolution = "resolution",
        /// Nghị định
        Decree = "decree",
        /// Quyết định
        Decision = "decision",
        /// Chỉ thị
        Directive = "directive",
        /// Thông tư
        Circular = "circular",
        /// Thông tư liên tịch
        JointCircular = "joint_circular",
        /// Điều ước: hiệp định, công ước
        Treaty = "treaty",
        /// Văn bản của Đảng
        PartyDocument = "party_document",
        /// Kế hoạch
        Plan = "plan",
        /// Công văn, công điện
        Dispatch = "dispatch",
        /// Tờ trình, báo cáo, quy chuẩn and the rest
        Other = "other",
    }
}

names! {
    /// How a law mention came to its id.
    Resolution {
        /// By its number.
        Number = "number",
        /// By name and year.
        NameYear = "name_year",
        /// By a name that only one document has.
        NameUnique = "name_unique",
        /// By name and the article's date.
        InForceOnDate = "in_force_on_date",
        /// By name and the latest date that the text itself names, the article having none.
        DatedByText = "dated_by_text",
        /// A short form or anaphor, by an earlier mention.
        InDocument = "in_document",
        /// Several fit.
        Ambiguous = "ambiguous",
        /// None fits.
        Unknown = "unknown",
    }
}

names! {
    /// What is odd about a law mention.
    LawWarning {
        /// The name is of one document, the number of another, or of none.
        NameNumberConflict = "name_number_conflict",
        /// The number is written with a slip that was mended: a lost slash, a lost mark.
        NumberRepaired = "number_repaired",
        /// The year in the number is not of the National Assembly's term in it: `43/2030/QH15`.
        YearOutsideTerm = "year_outside_term",
        /// A joint circular of ministries alone from a time when there were none any more.
        JointCircularAfter2016 = "joint_circular_after_2016",
        /// A pinpoint that no document has: `khoản a`, `điểm 3`.
        OddPinpoint = "odd_pinpoint",
    }
}

names! {
    /// Where a legal document stands on the article's date.
    LawStatus {
        /// Not passed yet.
        Bill = "bill",
        /// Passed, not yet in force.
        PassedNotInForce = "passed_not_in_force",
        /// In force.
        InForce = "in_force",
        /// Some of its provisions are in force, the others not yet or no longer.
        Partly = "partly",
        /// No longer in force.
        Expired = "expired",
        /// Not known: no date, or not in the registry.
        Unknown = "unknown",
    }
}

names! {
    /// Kind of cooperation.
    InitiativeKind {
        /// hiệp định, thỏa thuận, biên bản ghi nhớ
        Agreement = "agreement",
        /// công ước
        Convention = "convention",
        /// mạng lưới
        Network = "network",
        /// cơ chế, ủy ban hỗn hợp, đường dây nóng
        Mechanism = "mechanism",
        /// chương trình, sáng kiến
        Programme = "programme",
        /// dự án
        Project = "project",
        /// trung tâm
        Centre = "centre",
        /// đào tạo, tập huấn
        Training = "training",
        /// trao đổi đoàn, chuyên gia
        Exchange = "exchange",
        /// chia sẻ thông tin, kinh nghiệm
        InformationSharing = "information_sharing",
        /// hỗ trợ, viện trợ
        Assistance = "assistance",
        /// phối hợp điều tra, tuần tra chung
        JointOperation = "joint_operation",
        /// diễn đàn, đối thoại
        Forum = "forum",
        /// quan hệ đối tác
        Partnership = "partnership",
    }
}

names! {
    /// How exact the date of an event is, the most exact first.
    DatePrecision {
        /// ngày 25/10
        Day = "day",
        /// tháng 10/2024: the date is its first day
        Month = "month",
        /// năm 2013: the date is its first day
        Year = "year",
    }
}

names! {
    /// How far an initiative has come.
    InitiativeStatus {
        /// đề nghị, cần
        Proposed = "proposed",
        /// sẽ, dự kiến
        Planned = "planned",
        /// đàm phán
        Negotiating = "negotiating",
        /// đã ký
        Signed = "signed",
        /// phê chuẩn
        Ratified = "ratified",
        /// gia nhập, tham gia
        Joined = "joined",
        /// có hiệu lực
        InForce = "in_force",
        /// đang triển khai
        Ongoing = "ongoing",
        /// đã xong
        Completed = "completed",
        /// tạm dừng, đình chỉ
        Suspended = "suspended",
        /// chấm dứt, rút khỏi
        Ended = "ended",
        /// not said
        Unknown = "unknown",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_round_trip() {
        for &class in CueClass::ALL {
            assert_eq!(CueClass::from_name(class.as_str()), Some(class));
        }
        for &kind in DocType::ALL {
            assert_eq!(DocType::from_name(kind.as_str()), Some(kind));
        }
        assert_eq!(Mode::from_name("loud"), None);
    }
}
