// The closed sets of values and the columns of the tables, in Vietnamese and English.
const VALUES = {
  cue_class: {
    say: ['nói', 'say'], assert: ['khẳng định', 'assert'], emphasize: ['nhấn mạnh', 'emphasize'],
    assess: ['đánh giá', 'assess'], propose: ['đề xuất', 'propose'], request: ['yêu cầu', 'request'],
    promise: ['cam kết', 'promise'], warn: ['cảnh báo', 'warn'], ask: ['hỏi', 'ask'], answer: ['trả lời', 'answer'],
    deny: ['bác bỏ', 'deny'], admit: ['thừa nhận', 'admit'], agree: ['đồng tình', 'agree'], thank: ['cảm ơn', 'thank'],
    express: ['bày tỏ', 'express'], explain: ['giải thích', 'explain'], share: ['chia sẻ', 'share'],
  },
  doc_type: {
    constitution: ['hiến pháp', 'constitution'], code: ['bộ luật', 'code'], law: ['luật', 'law'],
    ordinance: ['pháp lệnh', 'ordinance'], resolution: ['nghị quyết', 'resolution'], decree: ['nghị định', 'decree'],
    decision: ['quyết định', 'decision'], directive: ['chỉ thị', 'directive'], circular: ['thông tư', 'circular'],
    joint_circular: ['thông tư liên tịch', 'joint circular'], treaty: ['điều ước', 'treaty'],
    party_document: ['văn bản của Đảng', 'Party document'], plan: ['kế hoạch', 'plan'],
    dispatch: ['công văn', 'dispatch'], other: ['khác', 'other'],
  },
  kind: {
    agreement: ['thỏa thuận', 'agreement'], convention: ['công ước', 'convention'], network: ['mạng lưới', 'network'],
    mechanism: ['cơ chế', 'mechanism'], programme: ['chương trình', 'programme'], project: ['dự án', 'project'],
    centre: ['trung tâm', 'centre'], training: ['đào tạo', 'training'], exchange: ['trao đổi đoàn', 'exchange'],
    information_sharing: ['chia sẻ thông tin', 'information sharing'], assistance: ['hỗ trợ', 'assistance'],
    joint_operation: ['phối hợp hành động', 'joint operation'], forum: ['diễn đàn', 'forum'],
    partnership: ['quan hệ đối tác', 'partnership'],
  },
  status: {
    proposed: ['đề xuất', 'proposed'], planned: ['dự kiến', 'planned'], negotiating: ['đàm phán', 'negotiating'],
    signed: ['đã ký', 'signed'], ratified: ['đã phê chuẩn', 'ratified'], joined: ['đã tham gia', 'joined'],
    in_force: ['có hiệu lực', 'in force'], ongoing: ['đang làm', 'ongoing'], completed: ['đã xong', 'completed'],
    suspended: ['tạm dừng', 'suspended'], ended: ['đã chấm dứt', 'ended'], unknown: ['không rõ', 'unknown'],
  },
  status_on_date: {
    bill: ['dự thảo', 'bill'], passed_not_in_force: ['chưa có hiệu lực', 'passed, not in force'],
    in_force: ['có hiệu lực', 'in force'], partly: ['có hiệu lực một phần', 'partly in force'],
    expired: ['hết hiệu lực', 'expired'], unknown: ['không rõ', 'unknown'],
  },
  resolution: {
    number: ['theo số hiệu', 'by number'], name_year: ['theo tên và năm', 'by name and year'],
    name_unique: ['theo tên', 'by name'], in_force_on_date: ['theo ngày của bài', 'in force on the date'],
    dated_by_text: ['theo ngày trong bài', 'dated by the text'], in_document: ['nhắc lại trong bài', 'in the document'],
    ambiguous: ['nhiều khả năng', 'ambiguous'], unknown: ['không rõ', 'unknown'],
  },
  speaker_kind: {
    person: ['người', 'person'], organization: ['cơ quan', 'organization'], group: ['nhóm', 'group'],
    document: ['văn bản', 'document'], unnamed: ['không nêu tên', 'unnamed'],
  },
  mode: {
    direct: ['trích nguyên văn', 'direct'], mixed: ['có phần nguyên văn', 'mixed'], indirect: ['thuật lại', 'indirect'],
  },
};

/** A value of a closed set, for people. */
function valueText(column, value) {
  const pair = VALUES[column] && VALUES[column][value];
  return pair ? pair[language === 'vi' ? 0 : 1] : value;
}

/** Which column says the kind of a row. */
const KIND_OF = { statements: 'cue_class', laws: 'doc_type', initiatives: 'kind' };

/** Columns that a reader may mend, with how: free text, one of a set, yes or no, a list of names. */
const MENDABLE = {
  statements: {
    speaker_name: 'text', speaker_kind: 'speaker_kind', speaker_role: 'text', speaker_org: 'text', cue: 'text',
    cue_class: 'cue_class', mode: 'mode', addressees: 'list',
  },
  laws: { doc_type: 'doc_type', name: 'text', number: 'text', year: 'text', law_id: 'text', is_draft: 'bool' },
  initiatives: { kind: 'kind', name: 'text', status: 'status', participants: 'list', field: 'text' },
};

const COLUMN_WORDS = {
  speaker: ['Như trong bài', 'As written'], speaker_name: ['Tên', 'Name'], speaker_id: ['Mã người nói', 'Speaker id'],
  speaker_kind: ['Loại nguồn', 'Kind of source'], speaker_role: ['Chức vụ', 'Role'], speaker_org: ['Cơ quan', 'Body'],
  speaker_org_id: ['Mã cơ quan', 'Body id'], speaker_country: ['Nước', 'Country'], cue: ['Từ dẫn', 'Cue'],
  cue_class: ['Loại từ dẫn', 'Class of cue'], mode: ['Cách dẫn', 'Mode'], addressees: ['Gửi tới', 'Addressees'],
  relay: ['Qua', 'Relayed by'], occasion: ['Dịp', 'Occasion'], continues: ['Tiếp theo', 'Goes on from'],
  doc_type: ['Loại văn bản', 'Kind of document'], name: ['Tên', 'Name'], number: ['Số hiệu', 'Number'],
  year: ['Năm', 'Year'], amended_years: ['Sửa đổi năm', 'Amended in'], provisions: ['Điều khoản', 'Provisions'],
  issuer: ['Nơi ban hành', 'Issuer'], is_draft: ['Dự thảo', 'Draft'], law_id: ['Mã văn bản', 'Law id'],
  law_title: ['Tên chính thức', 'Official title'], law_year: ['Năm ban hành', 'Year in the registry'],
  status_on_date: ['Hiệu lực ngày đó', 'Status on the date'], rank: ['Bậc', 'Rank'],
  normative: ['Quy phạm', 'Normative'], resolution: ['Nhận ra nhờ', 'Identified'],
  candidates: ['Có thể là', 'Candidates'], warnings: ['Lưu ý', 'Warnings'], kind: ['Loại', 'Kind'],
  status: ['Tình trạng', 'Status'], participants: ['Các bên', 'Parties'], field: ['Lĩnh vực', 'Field'],
  event_date: ['Ngày', 'Date'], event_date_precision: ['Độ chính xác', 'Precision'], amount: ['Số tiền', 'Amount'],
  currency: ['Tiền', 'Currency'], law_mention_id: ['Dòng của laws', 'Row of laws'],
  initiative_key: ['Khóa', 'Key'], rule: ['Quy tắc', 'Rule'], confidence: ['Độ tin cậy', 'Confidence'],
  points: ['Các ý', 'Points'], quotes: ['Phần trích', 'Quoted parts'],
};

function columnText(name) {
  const pair = COLUMN_WORDS[name];
  return pair ? pair[language === 'vi' ? 0 : 1] : name;
}
