const words = (text: string): ReadonlySet<string> => new Set(text.split(/\s+/));
const phrases = (text: string): ReadonlySet<string> => new Set(text.split(/\s*,\s*/));

/** Lower-case syllable without tone and vowel marks: `nguyễn` becomes `nguyen`. */
export function withoutMarks(word: string): string {
  return word.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('đ', 'd');
}

/** Kin terms and forms of address that take any name after them, be it a single syllable. */
export const titles = phrases(
  'ông, ô., bà, anh, chị, cô, chú, bác, em, cụ, cậu, dì, thím, mợ, thầy, cháu, lão, mụ, thằng, đồng chí, đ/c, ' +
    'cô giáo, thầy giáo, cụ ông, cụ bà, sư thầy, sư cô, ni sư, linh mục, mục sư, hòa thượng, thượng tọa, đại đức, ' +
    'vợ, chồng, vợ chồng, bố, mẹ, con trai, con gái, con rể, con dâu, cháu gái, cháu trai, cháu nội, cháu ngoại, em gái, em trai, ' +
    'em họ, em rể, em dâu, anh trai, anh họ, anh rể, anh cả, chị gái, chị họ, chị dâu, chị cả, ông nội, bà nội, ông ngoại, bà ngoại, ' +
    'bố vợ, mẹ vợ, bố chồng, mẹ chồng, bác ruột, chú ruột, cô ruột, cậu ruột, dì ruột',
);

/** Professions and offices: a name after them is one only when it is a full one. */
export const roles = phrases(
  'bạn, bác sĩ, bác sỹ, y sĩ, y sỹ, y tá, luật sư, kỹ sư, nhà báo, già làng, trưởng thôn, trưởng bản, trưởng xóm, ' +
    'trưởng khối, trưởng ban, trưởng phòng, trưởng trạm, trưởng công, phó trưởng, phó công, tổ trưởng, dân phố, hội trưởng, đội trưởng, ' +
    'bí thư, chi bộ, phó bí thư, chủ tịch, phó chủ tịch, giám đốc, phó giám đốc, hiệu trưởng, hiệu phó, kế toán, cán bộ, ' +
    'công chức, giáo viên, chủ nhiệm, chủ hộ, giáo sư, tiến sĩ, thiếu úy, trung úy, thượng úy, đại úy, thiếu tá, trung tá, ' +
    'thượng tá, đại tá, tôi là, họ tên, và tên, người tên, gia đình, đối tượng, nghi phạm, bị cáo, bị can, nạn nhân, ' +
    'bệnh nhân, chủ quán, chủ trại, chủ nhà, chủ trọ, chủ vựa, chủ xe, chủ tiệm, thương lái, lái buôn, tài xế, lái xe, nhà thầu, thủ quỹ, ' +
    'văn thư, bảo vệ, phóng viên, nghệ nhân, ca sĩ, dược sĩ, điều dưỡng, hộ lý, thẩm phán, trung sĩ, công an viên, kiểm lâm viên, đại biểu, ' +
    'khối trưởng, ấp trưởng, trưởng khu, trưởng ấp, trưởng họ, trưởng tộc, thầy cúng, thầy mo, thầy lang, nhân viên, thư ký, phó phòng, phó ban',
);

/** Of these, those that are one person's in a place, so that a single syllable behind them is a name too. */
export const oneInAPlace = phrases(
  'bác sĩ, bác sỹ, y sĩ, y sỹ, y tá, luật sư, già làng, trưởng thôn, trưởng bản, trưởng xóm, trưởng khu, trưởng ấp, khối trưởng, ' +
    'kế toán, thủ quỹ, hiệu trưởng, thương lái, lái buôn, tài xế, lái xe, chủ quán, chủ trại, chủ trọ, chủ vựa, chủ tiệm, thầy cúng, ' +
    'thầy mo, thầy lang, trưởng họ, trưởng tộc, đối tượng, nghi phạm, giám đốc, tổ trưởng, đội trưởng, bí thư, chủ tịch, trưởng phòng',
);

/** What begins the name of a body, a people or a subject behind an office: `bí thư Đoàn`, `bác sĩ Việt`. */
export const bodies = words(
  'bệnh môi rừng hội đoàn đội tổ sở chi liên mặt ngân trường trung công hợp mttq hđqt htx tw việt trung hàn nhật mỹ pháp nga lào thái bắc nam đông tây ' +
    'nội ngoại khoa toán văn sử địa anh lý hóa sinh thể nước quốc chính dân nhân nhà đồn hải bảo khu cụm thôn bản xóm ấp khối làng phường ' +
    'quý ngày tháng năm tết luật nghị facebook zalo',
);

/** Family names that are hardly a word of their own: behind them two capitalised syllables make a name. */
export const plainlySurnames = words(
  'nguyễn phạm trần lê huỳnh võ vũ đặng bùi ngô đinh trịnh hoàng triệu bế hứa vy vi phùng giàng sùng thào lò đàm mạc tô phan đào ' +
    'trương lăng lộc chu hồng tạ hầu nguỵ doãn nghiêm lục',
);

/** What reports tell somebody to have done with words. */
export const speechVerbs = words('kể bảo khai nói than hứa');

/** Words after which a single capitalised syllable is a name as well, unless it is a place. */
export const namers = phrases('tên, tên là, biệt danh, biệt hiệu, gọi là, tục gọi');

/** Family names of the Kinh and of the peoples of the northern border. */
export const surnames = words(
  'âu bàn bạch bành bế biện bùi cà cam cao cháng chảo châu chẩu chíu chìu chu chúc cù cung diệp doãn dư dương đàm đan đào đặng đậu đèo điêu đinh ' +
    'đoàn đỗ đồng đổng đới đường giàng giáp hà hạ hạng hàn hầu hồ hoa hoàng hoàn hùng hứa huỳnh kha khổng khúc khương kiều la lã lạc lại lâm ' +
    'lăng lành lầu lê lều liễu linh lò lô lộc lù lục lường lương lưu lý ma má mã mạc mai mào mè mông mùa nghiêm ngô ngọc ' +
    'nguyễn nguỵ nhan nhâm nhữ ninh nông ông phạm phàn phan phí phó phoòng phù phùng phương quách quan quàng sầm sằm sùng tạ tăng tẩn tằng thạch thái ' +
    'thào thân thẩm thiều tiêu tô tôn tòng tống trang trần tráng triệu trịnh trương từ tưởng ung vàng văn vạn vi vì viên võ voòng vũ vừ vương vy ' +
    'xa xồng',
);

/** Family names as typed without marks. */
export const plainSurnames: ReadonlySet<string> = new Set([...surnames].map(withoutMarks));

/** Family names that are no other word, also in small letters. */
export const onlySurnames = words(
  'nguyễn phạm trần lê huỳnh đặng bùi ngô đinh trịnh phùng giàng doãn nghiêm',
);

/** Words in small letters whose first syllable is a middle name as well. */
export const wordsOfTheirOwn = phrases(
  'văn hóa, văn hoá, văn bản, văn phòng, văn kiện, văn minh, văn nghệ, văn bằng, thị trường, thị xã, thị trấn, thị hiếu',
);

/** Titles as typed without marks. */
export const plainTitles = words('ong ba anh chi co chu bac cu em thay');

/** Middle names that make a name of what stands around them. */
export const middleNames = words(
  'văn thị hữu đức đình công quang xuân minh ngọc thanh thu kim quốc mùi seo bá trọng viết thế duy tuấn mạnh hồng thúy thuý bích hải ' +
    'huy khánh gia bảo tiến đăng phúc phú thành nhật diệu quỳnh thùy thuỳ vĩnh chí sinh khắc sỹ sĩ a á y mí thiện tất lệ thảo yến tuyết ' +
    'cẩm hoài tú tùng cảnh phong nhân trí kiên lan linh',
);

/** What follows a title but is an office, a body or a people: never the first syllable of a name. */
export const neverNames = words(
  'bí chủ phó trưởng giám bộ ủy uỷ chánh tỉnh huyện xã đảng ban viện cán trạm phụ nhà cựu mặt tổng thượng thiếu thủ quân ' +
    'tày nùng kinh mường mông ông bà cha mẹ cháu con em chị cô chú bác cụ và ubnd hđnd',
);

/** Two syllables of which the first may be a name, the both together are not. */
export const notNames = phrases(
  'công an, công chức, công đoàn, công nhân, công ty, hội viên, hội phụ, hội cựu, hội nông, hội người, hội đồng, hội chữ, ' +
    'chi hội, chi bộ, chi cục, chi đoàn, chi ủy, trung tá, trung úy, trung tướng, trung đoàn, trung tâm, trung ương, đại tá, đại úy, ' +
    'đại biểu, đại tướng, đại đội, đại sứ, thường trực, thường vụ, đoàn viên, đoàn thanh, đoàn trường, đoàn xã, đoàn kinh, nông dân, hợp tác, ' +
    'hiệu trưởng, hiệu phó, kiểm lâm, kiểm sát, kế toán, đội trưởng, đội viên, tổ trưởng, điện lực, giáo viên, y tá, y sĩ, học sinh, ' +
    'ngân hàng, cục trưởng, vụ trưởng, thanh niên, thanh tra, tư pháp, địa chính, biên phòng, hải quan, trường mầm, trường tiểu, ' +
    'trường trung, trường phổ, trường thpt, trường thcs, trường học, khối trưởng, nhân viên, phòng giáo, sở giáo, tòa án, thôn bản',
);

/** A title and what follows it that together are a place, a hero or a figure of tales. */
export const knownPhrases = phrases(
  'bà rịa, bà nà, bà đen, bà đanh, bà trưng, bà triệu, bà chiểu, bà chúa, bà mụ, bà điểm, cô tô, cô giang, bác hồ, bác tôn, bác ái, ' +
    'anh quốc, ông công, ông táo, ông trời, ông địa, ông bụt, ông lãnh, ông tạ, ông noel, chú cuội, chú tễu, cụ rùa, cụ hồ, ' +
    'anh hùng lao, anh hùng lực, anh cả, thầy thuốc, thầy cô, bà đầm, chị dậu, lão hạc',
);

/** People of history who are spoken of as such; compared with the whole name. */
export const historicNames = phrases(
  'hồ chí minh, tôn đức thắng, võ nguyên giáp, trần phú, lê hồng phong, hà huy tập, nguyễn văn cừ, trường chinh, lê duẩn, ' +
    'phạm văn đồng, nguyễn thị minh khai, hoàng văn thụ, lương văn tri, lý tự trọng, võ thị sáu, chu văn an, nguyễn văn trỗi, nguyễn thị định, trần văn ơn, võ văn kiệt, lê thị hồng gấm, nguyễn văn linh, ' +
    'lê quý đôn, trần hưng đạo, lý thường kiệt, lý thái tổ, trần quang khải, trần nhật duật, trần quốc toản, trần đăng ninh, ngô gia tự, ' +
    'phan đình phùng, phan bội châu, phan chu trinh, phan châu trinh, hoàng hoa thám, hoàng quốc việt, hoàng đình giong, nguyễn thái học, ' +
    'nguyễn đình chiểu, nguyễn tất thành, nguyễn ái quốc, nguyễn bỉnh khiêm, nguyễn viết xuân, nguyễn thiện thuật, nguyễn phong sắc, ' +
    'nguyễn chí thanh, nguyễn tri phương, nguyễn công trứ, lê đại hành, lê thánh tông, đinh tiên hoàng, lương thế vinh, lương đình của, ' +
    'lương ngọc quyến, mạc đĩnh chi, tô hiến thành, phùng chí kiên, bùi thị xuân, lê văn tám, bế văn đàn, la văn cầu, ' +
    'tô vĩnh diện, cù chính lan, trần đại nghĩa, phạm ngọc thạch, tôn thất tùng, đặng thùy trâm, phạm hùng, đoàn thị điểm, hồ xuân hương, ' +
    'ngô sĩ liên, ngô thì nhậm, lý nam đế, đinh lễ, lê lai, mai thúc loan, phạm ngũ lão, yết kiêu, vừ a dính, hoàng ngân, lê văn tri',
);

/** The word before a title when both make another word: `trẻ em`, `công cụ`, `tiếng Anh`. */
export const compounds = phrases(
  'trẻ em, anh em, chị em, con em, đàn em, đàn ông, cha ông, đàn bà, công cụ, dụng cụ, nhạc cụ, đạo cụ, nông cụ, khí cụ, ngư cụ, ' +
    'giáo cụ, tiếng anh, nước anh, quốc anh, bảng anh, phủ anh, tướng anh, trưởng anh, hoàng anh, tại anh, sang anh, đàn anh, đàn chị, ' +
    'nhà mẹ, bà mẹ, công bố, phân bố, tuyên bố, phủ bố, phản bác, uyên bác, ghi chú, phụ chú, nước bạn, tỉnh bạn, phía bạn',
);

/** Words a place is named after: a name behind them is the place's. */
export const placeNouns = words(
  'đường phố chợ núi cầu tỉnh huyện xã phường thôn bản khối đảo đền chùa hồ sông suối khu trường quận trấn đèo làng miếu phủ lăng ' +
    'tượng đài ga bến hẻm ngõ vườn học thpt thcs viên trang danh giải quỹ mang',
);

/** Places and countries that begin with a family name or are easily taken for a name. */
export const places = phrases(
  'việt nam, trung quốc, hàn quốc, nhật bản, thái lan, ấn độ, châu âu, châu á, hà nội, sài gòn, lạng sơn, cao bằng, cao lộc, ' +
    'hà giang, hà nam, hà tĩnh, hà tây, hồ nam, lào cai, lai châu, thái bình, thái nguyên, vĩnh phúc, đồng đăng, đồng nai, đồng tháp, ' +
    'đồng mỏ, lộc bình, văn lãng, văn quan, chi lăng, hữu lũng, tràng định, bắc sơn, bình gia, đình lập, hoàng đồng, mai pha, tân thanh, ' +
    'tam thanh, đông kinh, vĩnh trại, kỳ lừa, na sầm, thất khê, ba sơn, mẫu sơn, công sơn, hoàng sa, trường sa, hoàng mai, ' +
    'hoàng liên, mai linh, trùng khánh, hồng bàng, hồng lĩnh, cao bằng lạng sơn, lương sơn, triệu sơn, hồng kông, đài loan, quảng tây, bằng tường, nghệ an',
);
