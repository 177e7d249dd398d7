import type { Issue } from './issue.js';

export const societyIssues: readonly Issue[] = [
  {
    code: 'school-year',
    topic: 'culture-society',
    strata: ['students', 'workers', 'farmers', 'intellectuals', 'ethnic-communities'],
    salience: { base: 0.4, season: { 5: 0.5, 6: 0.6, 7: 0.6, 8: 1.8, 9: 2.2, 10: 0.8 } },
    mood: [
      [0.42, 0.25, 0.33],
      [0.5, 0.2, 0.3],
    ],
    heat: 0.4,
    voices: {
      approve: {
        claims: [
          'chính sách {miễn học phí|hỗ trợ gạo, tiền ăn cho học sinh bán trú|cấp sách dùng chung} {ở vùng khó khăn|trong năm học mới}',
          'việc {xây trường nội trú liên cấp ở xã biên giới|sửa phòng học, nhà vệ sinh|đưa giáo viên về đủ môn} {kịp khai giảng|trước thềm năm học}',
        ],
        details: [
          '{Phụ huynh|Các gia đình đông con} {bớt được một khoản lớn|yên tâm cho con trọ học}, {tỷ lệ học sinh đến lớp cao|không còn cảnh bỏ học giữa chừng}',
          '{Thầy cô|Đoàn viên} {đến từng nhà vận động học sinh ra lớp|quyên góp xe đạp, áo ấm cho học sinh nghèo} {ngay đầu năm học|từ trước khai giảng}',
        ],
      },
      oppose: {
        claims: [
          'tình trạng {vận động nhiều khoản đầu năm|bán đồng phục, sách tham khảo kèm theo|thu trước khi họp phụ huynh} {ở một số trường|gây khó cho gia đình đông con}',
          'tình trạng {thiếu giáo viên tiếng Anh, tin học|điểm trường lẻ xuống cấp|bữa ăn bán trú chưa bảo đảm} {kéo dài nhiều năm|ở vùng cao}',
        ],
        details: [
          '{Phụ huynh|Nhiều gia đình} {ngại nói vì sợ ảnh hưởng đến con|đề nghị công khai từng khoản}',
          '{Một giáo viên phải dạy hai, ba điểm trường|Lớp ghép vẫn còn}, {chất lượng khó bảo đảm|học sinh thiệt thòi}',
        ],
      },
      undecided: {
        claims: [
          'việc {dồn điểm trường|sáp nhập trường sau khi lập xã mới|học hai buổi một ngày} khi {đường đến trường xa|bếp ăn, chỗ nghỉ trưa chưa có}',
          'việc {đổi sách giáo khoa|siết dạy thêm, học thêm|thay đổi cách thi vào lớp mười} {ảnh hưởng thế nào đến học sinh vùng cao|mà phụ huynh chưa nắm rõ}',
        ],
        details: [
          '{Bố mẹ đi làm công ty xa|Ông bà ở nhà trông cháu} {không kèm được bài|khó đưa đón hai buổi}',
          'Phụ huynh mong {được thông báo sớm lộ trình|có xe đưa đón hoặc chỗ bán trú}',
        ],
      },
    },
    rumours: {
      share: 0.1,
      claims: [
        'việc {người lạ bắt cóc trẻ em trước cổng trường|sữa học đường gây ngộ độc}',
        'việc {bỏ hẳn chế độ bán trú từ học kỳ sau|trường sẽ chuyển về trung tâm xã mới ngay giữa năm}',
      ],
    },
    proposals: [
      'Đề nghị {công khai các khoản thu tại bảng tin nhà trường|chấn chỉnh việc vận động đầu năm} và {kiểm tra đột xuất|xử lý nơi lạm thu}',
      'Đề nghị {bổ sung giáo viên|có chính sách giữ chân giáo viên|xây nhà công vụ} ở {trường vùng cao|xã biên giới}',
      'Đề nghị {nâng cấp bếp ăn, phòng ở bán trú|làm cầu, sửa đường đến trường} {trước mùa đông|trong năm học này}',
    ],
    assessments: [
      'Giáo dục {được mọi gia đình quan tâm|là chủ đề nổi bật đầu năm học}, {chính sách hỗ trợ tạo đồng thuận cao|các khoản thu là điểm dễ gây bức xúc}',
    ],
    solutions: [
      '{Nhà trường họp phụ huynh, niêm yết thu chi|Cấp ủy xã làm việc với các trường} {ngay đầu năm|trong tháng}, {xử lý dứt điểm phản ánh|rà soát nhu cầu bán trú và giáo viên}',
    ],
  },
  {
    code: 'health-insurance',
    topic: 'culture-society',
    strata: ['farmers', 'pensioners', 'ethnic-communities', 'workers', 'students'],
    salience: { base: 0.7, season: { 1: 0.4, 9: 0.3, 10: 0.3, 12: 0.3 } },
    mood: [
      [0.38, 0.27, 0.35],
      [0.48, 0.2, 0.32],
    ],
    heat: 0.4,
    voices: {
      approve: {
        claims: [
          'việc {hỗ trợ mức đóng bảo hiểm y tế cho hộ cận nghèo|cấp thẻ cho người trên bảy mươi lăm tuổi|khám sức khỏe miễn phí tại {thôn vùng cao|các thôn khó khăn}}',
          'việc {dùng căn cước thay thẻ giấy|khám không phân biệt địa bàn|trạm y tế có bác sĩ trực} {giảm phiền hà|tiện cho người già}',
        ],
        details: [
          '{Có gia đình được thanh toán gần hết viện phí|Người mắc bệnh mạn tính đỡ gánh nặng} {nên vận động cả họ tham gia|nhờ có thẻ}',
          'Bà con {không phải xếp hàng chờ lâu|được nhân viên y tế gọi nhắc lịch khám}',
        ],
      },
      oppose: {
        claims: [
          'tình trạng {thiếu thuốc trong danh mục|phải mua vật tư bên ngoài|chờ khám cả buổi} {khi đi khám bảo hiểm|ở tuyến dưới}',
          'việc {trạm y tế xã cũ ít người trực|máy móc cũ, hay phải chuyển tuyến} {sau sắp xếp|nên dân bỏ qua trạm}',
        ],
        details: [
          '{Người bệnh ở xa|Gia đình nghèo} {tốn thêm tiền xe, tiền ăn|phải vay mượn}',
          '{Có nơi|Vẫn có lúc} {thái độ phục vụ chưa đúng mực|phân biệt khám dịch vụ với khám thẻ}',
        ],
      },
      undecided: {
        claims: [
          'việc {không còn được cấp thẻ miễn phí|phải tự đóng bảo hiểm theo hộ} khi {xã thoát khỏi diện đặc biệt khó khăn|thôn sáp nhập}',
          '{mức đóng bảo hiểm y tế|lộ trình khám sức khỏe định kỳ miễn phí} {có thay đổi hay không|áp dụng ra sao với người đi làm xa}',
        ],
        details: [
          '{Không ít hộ|Một số gia đình} {tính dừng tham gia|chỉ mua cho người ốm yếu} {do không đủ tiền một lần|vì đông nhân khẩu}',
          'Người dân muốn {được đóng theo quý|xã có thêm hỗ trợ}',
        ],
      },
    },
    proposals: [
      'Đề nghị {tiếp tục hỗ trợ|nâng mức hỗ trợ} đóng bảo hiểm y tế cho {hộ mới thoát nghèo|người dân xã vừa ra khỏi diện khó khăn}',
      'Đề nghị ngành y tế {bảo đảm đủ thuốc|tăng bác sĩ về trạm|giữ điểm trạm ở xã cũ} {cho khám bảo hiểm|để người già đỡ đi xa}',
    ],
    assessments: [
      'Chính sách bảo hiểm y tế {được đồng tình|đi vào cuộc sống}, {điểm nghẽn là chất lượng khám ở cơ sở|nguy cơ giảm tỷ lệ tham gia khi hết hỗ trợ}',
    ],
    solutions: [
      '{Vận động xã hội hóa mua thẻ cho hộ khó khăn nhất|Phân công chi hội bám từng hộ sắp hết hạn thẻ}, {đồng thời kiến nghị ngân sách hỗ trợ|kiến nghị cho đóng nhiều lần trong năm}',
    ],
  },
  {
    code: 'digital-life',
    topic: 'culture-society',
    strata: ['students', 'pensioners', 'officials', 'ethnic-communities', 'business-people'],
    salience: { base: 0.6, season: { 10: 0.4 } },
    mood: [
      [0.5, 0.12, 0.38],
      [0.58, 0.1, 0.32],
    ],
    heat: 0.25,
    voices: {
      approve: {
        claims: [
          'phong trào {bình dân học vụ số|tổ công nghệ số cộng đồng|thôn thông minh} {dạy người dân dùng dịch vụ công|đến từng nhà văn hóa}',
          'việc {phủ sóng di động|lắp wifi miễn phí ở nhà văn hóa|thanh toán không tiền mặt ở chợ} {tại vùng lõm|các thôn xa}',
        ],
        details: [
          '{Nhiều người lớn tuổi|Chị em phụ nữ} {tự gọi điện hình cho con cháu|biết tra cứu giá hồi, giá phân}',
          '{Nộp tiền điện|Đăng ký học cho con} {ngay tại nhà|không phải ra trung tâm}',
        ],
      },
      oppose: {
        claims: [
          'tình trạng {ứng dụng quá nhiều, hay lỗi|phải cài lại nhiều lần|yêu cầu khai trùng thông tin}',
          'việc {giao chỉ tiêu cài ứng dụng|làm hộ cho đủ số} {mang tính hình thức|mà người dân không dùng}',
        ],
        details: [
          '{Người dân|Trưởng thôn} {mệt mỏi vì đăng ký đi đăng ký lại|quên mật khẩu rồi bỏ}',
          'Cán bộ cơ sở {mất nhiều thời gian báo cáo số liệu|phải làm thay cho dân}',
        ],
      },
      undecided: {
        claims: [
          'việc {lộ thông tin cá nhân|bị trừ tiền oan|không có điện thoại thông minh} khi {mọi thủ tục làm trên mạng|dùng ví điện tử}',
          'khả năng {theo kịp chuyển đổi số|sử dụng trợ lý ảo, chữ ký số} của {cán bộ xã lớn tuổi|người già, bà con vùng cao}',
        ],
        details: [
          '{Thôn vùng lõm|Nhiều hộ} {sóng yếu phải lên đồi bắt mạng|cả nhà dùng chung một máy}',
          'Bà con mong {vẫn giữ cách nộp giấy song song|có người giúp tại nhà văn hóa}',
        ],
      },
    },
    proposals: [
      'Đề nghị {phủ sóng|nâng tốc độ mạng} ở {thôn vùng lõm|điểm trường lẻ} và {hỗ trợ điện thoại cho hộ nghèo|đặt máy dùng chung ở nhà văn hóa}',
      'Đề nghị {gộp các ứng dụng|bỏ giao chỉ tiêu cài đặt|khai một lần dùng chung dữ liệu}',
    ],
    assessments: [
      'Chuyển đổi số {được ủng hộ|tạo thuận lợi thấy rõ}, {khoảng cách thế hệ và vùng miền là trở ngại|cần đi vào thực chất hơn số lượng}',
    ],
    solutions: [
      '{Duy trì lớp học buổi tối|Thanh niên kèm người cao tuổi} {tại nhà văn hóa|theo từng ngõ}, {ưu tiên dịch vụ dân cần|dùng tài liệu song ngữ}',
    ],
  },
  {
    code: 'online-rumours',
    topic: 'culture-society',
    strata: ['students', 'intellectuals', 'party-members', 'pensioners', 'officials'],
    salience: {
      base: 0.6,
      season: { 8: 0.2, 1: 0.3 },
      episodes: [{ peak: '2026-10', height: 0.8, width: 2 }],
    },
    mood: [
      [0.3, 0.4, 0.3],
      [0.4, 0.35, 0.25],
    ],
    heat: 0.5,
    voices: {
      approve: {
        claims: [
          'việc {cơ quan chức năng kịp thời bác tin giả|xử phạt người tung tin thất thiệt|trang thông tin của xã đăng tin chính thức}',
          'việc {báo cáo viên thông tin sớm tại chi bộ|nhóm mạng của thôn được quản lý nền nếp}',
        ],
        details: [
          '{Dư luận lắng xuống nhanh|Người dân biết chỗ để hỏi} {sau khi có thông tin chính thức|nên không hoang mang}',
          '{Đoàn viên|Giáo viên} {nhắc nhau không chia sẻ tin chưa rõ|cùng báo xấu tài khoản tung tin}',
        ],
      },
      oppose: {
        claims: [
          'tình trạng {cắt ghép hình ảnh|tung tin thất thiệt|câu tương tác} về {thiên tai, tai nạn|sáp nhập, nhân sự|an toàn thực phẩm} trên mạng xã hội',
          'tình trạng {quảng cáo sai sự thật|livestream chửi bới|bán thuốc gia truyền} {tràn lan|mà ít bị xử lý}',
        ],
        details: [
          '{Người lớn tuổi|Học sinh} {dễ tin và chia sẻ lại|bị cuốn theo}, {gây hoang mang trong xóm|ảnh hưởng đến nền nếp gia đình}',
          'Tin sai {lan nhanh hơn thông báo chính thức|xuất hiện vài giờ đã khắp các nhóm}',
        ],
      },
      undecided: {
        claims: [
          'việc {phân biệt thật giả|kiểm chứng thông tin} khi {hình ảnh, giọng nói được làm giả bằng trí tuệ nhân tạo|tin đưa trái chiều}',
          'việc {trẻ em dùng mạng quá nhiều|trò chơi trực tuyến ảnh hưởng học tập} {dịp nghỉ hè|khi bố mẹ đi làm xa}',
        ],
        details: [
          '{Phụ huynh|Nhiều gia đình} {không biết quản lý thế nào|chỉ biết thu điện thoại}',
          'Người dân mong {có nguồn tin tin cậy ở xã|được hướng dẫn nhận biết tin giả}',
        ],
      },
    },
    proposals: [
      'Đề nghị {cung cấp thông tin chính thức sớm hơn|lập trang, nhóm thông tin của xã|xử lý nghiêm người tung tin giả}',
      'Đề nghị {đưa kỹ năng số vào trường học|tập huấn cho trưởng thôn, tổ trưởng} về {nhận biết tin giả|an toàn trên mạng}',
    ],
    assessments: [
      'Khoảng trống thông tin {là lý do tin đồn có chỗ đứng|thường kéo dài một, hai ngày}, {nơi nào thông tin sớm thì dư luận ổn định|cần chủ động thay vì chạy theo}',
    ],
    solutions: [
      '{Xây dựng tổ phản ứng nhanh thông tin|Giao bí thư chi bộ làm đầu mối} {ở xã|qua nhóm của thôn}, {phát tin trong vài giờ|trả lời thẳng vào điều dân hỏi}',
    ],
  },
  {
    code: 'poverty-houses',
    topic: 'culture-society',
    strata: ['ethnic-communities', 'farmers', 'party-members', 'religious-communities', 'pensioners'],
    salience: { base: 0.5, season: { 10: 0.3, 11: 0.5, 12: 0.5, 1: 0.4 } },
    mood: [
      [0.5, 0.2, 0.3],
      [0.55, 0.18, 0.27],
    ],
    heat: 0.35,
    voices: {
      approve: {
        claims: [
          'việc {xóa nhà tạm, nhà dột nát|hỗ trợ trâu bò sinh sản|cho vay vốn ưu đãi} {cho hộ nghèo|ở vùng đồng bào dân tộc thiểu số}',
          'phong trào {góp ngày công làm nhà|quỹ vì người nghèo|nhận đỡ đầu học sinh mồ côi} {của các đoàn thể|trong thôn}',
        ],
        details: [
          '{Nhiều gia đình đã được ở nhà kiên cố|Có hộ tự viết đơn xin thoát nghèo} {nhờ sự giúp đỡ của cộng đồng|sau vài năm phấn đấu}',
          '{Bộ đội biên phòng, dân quân|Hàng xóm} {góp công san nền|vận chuyển vật liệu lên tận bản}',
        ],
      },
      oppose: {
        claims: [
          'việc {bình xét hộ nghèo nể nang|hỗ trợ con giống không hợp địa phương|cấp vật tư chậm thời vụ}',
          'tình trạng {trông chờ, không muốn thoát nghèo|chia nhỏ hộ để hưởng chính sách|sử dụng vốn vay sai mục đích}',
        ],
        details: [
          '{Hộ cận nghèo|Bà con} {so bì|thắc mắc} vì {khó khăn tương tự mà không được hỗ trợ|danh sách chưa niêm yết}',
          '{Giống vật nuôi cấp về|Cây giống} {chết nhiều|không hợp khí hậu}, {lãng phí|người dân tiếc của}',
        ],
      },
      undecided: {
        claims: [
          '{chuẩn nghèo mới|tiêu chí rà soát hộ nghèo} {khắt khe hơn|khiến nhiều hộ bị đưa ra}',
          'việc {thiếu đất ở|không đủ tiền đối ứng|chỉ có đất rừng chưa được cấp giấy} khi {làm nhà|nhận hỗ trợ xóa nhà tạm}',
        ],
        details: [
          'Hộ nghèo {vay thêm mới làm nổi nhà|chưa dám nhận hỗ trợ vì sợ nợ}',
          'Bà con mong {nói rõ thời hạn giữ chính sách sau khi thoát nghèo|có đất dãn dân}',
        ],
      },
    },
    proposals: [
      'Đề nghị {nâng mức hỗ trợ làm nhà|bố trí quỹ đất ở} cho {hộ nghèo chưa có đất|gia đình ở nơi nguy cơ sạt lở}',
      'Đề nghị {bình xét công khai tại thôn|cho hộ nghèo tự chọn con giống, cây giống phù hợp} và {giám sát sau hỗ trợ|hướng dẫn kỹ thuật đến cùng}',
    ],
    assessments: [
      'Chính sách giảm nghèo {được lòng dân|tạo chuyển biến rõ}, {sự công bằng trong bình xét quyết định mức độ hài lòng|tư tưởng trông chờ vẫn còn ở một bộ phận}',
    ],
    solutions: [
      '{Mặt trận chủ trì giám sát bình xét, niêm yết {ba ngày|một tuần} trước khi chốt|Giao {đoàn thể|đảng viên} kèm từng hộ theo kế hoạch thoát nghèo cụ thể}',
    ],
  },
  {
    code: 'festivals-customs',
    topic: 'culture-society',
    strata: ['pensioners', 'ethnic-communities', 'religious-communities', 'intellectuals', 'students'],
    salience: { base: 0.35, season: { 1: 0.8, 2: 1.6, 3: 0.8, 9: 0.3, 11: 0.3 } },
    mood: [
      [0.5, 0.22, 0.28],
      [0.55, 0.2, 0.25],
    ],
    heat: 0.3,
    voices: {
      approve: {
        claims: [
          'việc {khôi phục hát then, sli, lượn|mở lớp dạy chữ Nôm Tày|tổ chức hội Lồng Tồng vui tươi, tiết kiệm}',
          'việc {rút ngắn đám tang, bỏ thách cưới|cưới văn minh, không hút thuốc|sinh hoạt tôn giáo được tạo thuận lợi}',
        ],
        details: [
          '{Con em đi xa|Lớp trẻ} {hào hứng học hát|biết mặc lại áo chàm ngày hội}',
          '{Gia đình bớt vay nợ|Làng xóm đỡ phiền hà} {nhờ quy ước mới|khi dòng họ cùng thống nhất}',
        ],
      },
      oppose: {
        claims: [
          'tình trạng {cờ bạc trá hình|đốt vàng mã quá nhiều|ăn uống kéo dài} {dịp lễ hội|trong đám hiếu, đám hỷ}',
          'tình trạng {hát karaoke loa kéo quá khuya|nuôi chó thả rông|uống rượu rồi gây gổ} {ở khu dân cư|dịp nghỉ lễ}',
        ],
        details: [
          '{Người già|Học sinh} {không nghỉ ngơi được|khó học bài}, {nhắc nhở thì mất lòng|quy ước thôn chưa được thực hiện nghiêm}',
          'Bà con đề nghị {đảng viên phải gương mẫu trước|có chế tài cụ thể}',
        ],
      },
      undecided: {
        claims: [
          'nguy cơ {mai một tiếng mẹ đẻ|mất nghề dệt, nghề làm ngói} khi {lớp trẻ đi làm xa|ít người truyền dạy}',
          'việc {tu sửa đình, chùa, nhà thờ xuống cấp|tìm chỗ gửi xe, giữ vệ sinh ngày lễ trọng} {khi kinh phí còn thiếu|mà chưa có phương án chung}',
        ],
        details: [
          '{Nghệ nhân|Người cao tuổi} {mong có lớp ở nhà văn hóa|chưa có chế độ hỗ trợ}',
          '{Trưởng thôn, người có uy tín|Các chức việc} {mong được chính quyền cùng bàn|sẵn sàng vận động bà con góp công}',
        ],
      },
    },
    proposals: [
      'Đề nghị {hỗ trợ kinh phí hằng năm cho nghệ nhân, câu lạc bộ|đưa hát then vào trường học ở vùng đồng bào}',
      'Đề nghị {xử phạt tiếng ồn|sửa quy ước thôn về hiếu hỷ} và {đảng viên nêu gương|giám sát thực hiện}',
    ],
    assessments: [
      'Người dân {trân trọng bản sắc|ủng hộ nếp sống mới}, {việc xấu phần nhiều do nể nang|cần vai trò nêu gương của đảng viên, người có uy tín}',
    ],
    solutions: [
      '{Dòng họ, chi hội ký cam kết|Lồng ghép vào hương ước} về {tiết kiệm hiếu hỷ|giờ tắt loa}, {duy trì câu lạc bộ văn nghệ dân gian|biểu dương gia đình làm tốt}',
    ],
  },
];
