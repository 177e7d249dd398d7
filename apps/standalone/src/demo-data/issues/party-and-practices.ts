import type { Issue } from './issue.js';

export const partyIssues: readonly Issue[] = [
  {
    code: 'commune-committees',
    topic: 'party-building',
    strata: ['party-members', 'officials', 'pensioners', 'intellectuals'],
    salience: { base: 1.2, episodes: [{ peak: '2026-07', height: 0.6, width: 3 }] },
    mood: [
      [0.55, 0.12, 0.33],
      [0.62, 0.1, 0.28],
    ],
    heat: 0.3,
    voices: {
      approve: {
        claims: [
          'việc {đảng ủy xã phân công cấp ủy viên bám thôn|bí thư xã đối thoại định kỳ|ra nghị quyết chuyên đề sát thực tế} {sau sắp xếp|với việc, người, thời hạn rõ ràng}',
          'hoạt động của {Ban Xây dựng Đảng xã|các chi bộ thôn, khối phố} {đi vào nền nếp|có nhiều đổi mới}',
        ],
        details: [
          '{Đảng viên|Bí thư chi bộ} cho biết {họp ngắn, bàn đúng việc thôn đang cần|kiến nghị được trả lời ngay kỳ sau}',
          'Nhân dân {thấy cán bộ về thôn nhiều hơn|tin hơn vào lời nói đi đôi với việc làm}',
        ],
      },
      oppose: {
        claims: [
          'tình trạng {một số chi bộ sinh hoạt hình thức|nghị quyết sao chép|đảng viên nể nang, ngại phê bình}',
          'việc {báo cáo, biểu mẫu nhiều|họp chồng họp} {khiến cơ sở không còn thời gian xuống dân|trong khi biên chế ít}',
        ],
        details: [
          '{Bí thư chi bộ|Đảng viên trẻ} đề nghị {giảm biểu mẫu, dùng dữ liệu chung|đưa việc thật vào bàn}',
          'Có nơi {đọc nghị quyết là hết giờ|vắng đảng viên đi làm xa}',
        ],
      },
      undecided: {
        claims: [
          'việc {một người kiêm nhiều chức danh|cán bộ nơi khác đến chưa hiểu phong tục|địa bàn đảng bộ rộng} {có sâu sát được không|ảnh hưởng chất lượng lãnh đạo}',
          'việc {sắp xếp chi bộ sau nhập thôn|sinh hoạt của đảng viên đi làm xa|phát triển đảng viên trẻ} {gặp khó|còn lúng túng}',
        ],
        details: [
          '{Chi bộ|Đảng viên} {mong có hướng dẫn sinh hoạt trực tuyến|đề nghị kiện toàn sớm}',
          'Nguồn kết nạp {ít dần do thanh niên đi làm công ty|phải chờ xác minh lý lịch lâu}',
        ],
      },
    },
    proposals: [
      'Đề nghị {giảm họp, giảm báo cáo|bồi dưỡng nghiệp vụ cho bí thư chi bộ|hướng dẫn sinh hoạt chi bộ trực tuyến}',
      'Đề nghị {bí thư đảng ủy xã|cấp ủy viên phụ trách thôn} đối thoại với nhân dân {ít nhất mỗi quý một lần|và trả lời bằng văn bản}',
    ],
    assessments: [
      'Đảng bộ xã mới {dần ổn định|đoàn kết, nhập cuộc nhanh}, {chất lượng chi bộ thôn quyết định|địa bàn rộng là thách thức lớn nhất}',
    ],
    solutions: [
      '{Cấp ủy viên luân phiên dự sinh hoạt chi bộ {hằng tháng|ở thôn xa}|Giao chỉ tiêu giải quyết việc dân kiến nghị}, {chọn chi bộ làm điểm|nhân rộng cách làm tốt}',
    ],
  },
  {
    code: 'staff-attitude',
    topic: 'party-building',
    strata: ['farmers', 'pensioners', 'business-people', 'workers', 'ethnic-communities'],
    salience: { base: 0.9, episodes: [{ peak: '2026-10', height: 0.4, width: 2 }] },
    mood: [
      [0.48, 0.25, 0.27],
      [0.58, 0.18, 0.24],
    ],
    heat: 0.4,
    voices: {
      approve: {
        claims: [
          '{tinh thần, thái độ phục vụ|tác phong gần dân|nói tiếng dân tộc khi tiếp dân} của {cán bộ trẻ|công chức xã}',
          'phong trào {bốn xin, bốn luôn|ngày không hẹn|nụ cười công sở} {ở xã|tại nơi tiếp dân}',
        ],
        details: [
          '{Người già|Bà con} được {mời nước, hướng dẫn từng dòng|gọi điện báo khi có kết quả}',
          'Có cán bộ {làm thêm giờ cho xong việc của dân|đến tận nhà người khuyết tật}',
        ],
      },
      oppose: {
        claims: [
          'thái độ {hách dịch|thờ ơ|trả lời qua loa} của {một số công chức|bộ phận tiếp nhận} {khi người dân hỏi lại|lúc đông người}',
          'tình trạng {đi muộn, về sớm|dùng điện thoại riêng trong giờ làm|hẹn rồi quên} {ở nơi tiếp dân|làm mất thời gian của dân}',
        ],
        details: [
          'Người dân {góp ý nhưng chưa thấy thay đổi|ngại phản ánh vì còn phải quay lại}',
          'Ý kiến đề nghị {chấm điểm hài lòng tại chỗ|người đứng đầu phải kiểm tra}',
        ],
      },
      undecided: {
        claims: [
          'việc {cán bộ chịu áp lực quá tải|luân chuyển liên tục} {ảnh hưởng đến thái độ phục vụ|khiến dân phải trình bày lại từ đầu}',
          'cách {đánh giá, sàng lọc cán bộ yếu|tiếp nhận phản ánh của dân} {đã thực chất chưa|có bảo mật người góp ý hay không}',
        ],
        details: [
          'Bà con {thông cảm nhưng mong sớm ổn định|đề nghị có người trực cố định}',
          'Đảng viên cho rằng {khen chê phải rõ|nên lấy sự hài lòng của dân làm thước đo}',
        ],
      },
    },
    proposals: [
      'Đề nghị {đặt máy chấm điểm hài lòng|kiểm tra công vụ đột xuất|công khai nơi tiếp nhận góp ý} ở {bộ phận một cửa|các xã}',
      'Đề nghị {khen thưởng cán bộ tận tụy|điều chuyển người không đáp ứng} {kịp thời|dựa trên ý kiến người dân}',
    ],
    assessments: [
      'Thái độ phục vụ {ảnh hưởng trực tiếp đến niềm tin|được dân so sánh giữa các nơi}, {phần lớn đã tiến bộ|số ít chưa tốt làm xấu hình ảnh chung}',
    ],
    solutions: [
      '{Lãnh đạo xã trực tiếp ngồi một cửa mỗi tuần một buổi|Công khai kết quả chấm điểm hằng tháng}, {đối thoại với công chức bị phản ánh|nêu gương người làm tốt}',
    ],
  },
  {
    code: 'study-ethics',
    topic: 'party-building',
    strata: ['party-members', 'armed-forces', 'officials', 'students', 'pensioners'],
    salience: { base: 0.7, season: { 5: 0.6, 9: 0.2, 11: 0.3, 12: 0.3 } },
    mood: [
      [0.72, 0.06, 0.22],
      [0.72, 0.06, 0.22],
    ],
    heat: 0.2,
    voices: {
      approve: {
        claims: [
          'việc {học tập và làm theo Bác|nêu gương của người đứng đầu|kể chuyện gương người tốt trong sinh hoạt chi bộ} {bằng việc làm nhỏ, thiết thực|gắn với phục vụ dân}',
          'việc {kiểm điểm cuối năm nghiêm túc|kỷ luật đúng người, đúng lỗi|rà soát đảng viên}',
        ],
        details: [
          '{Chi bộ|Đơn vị} {đăng ký mỗi người một việc tốt|nhận giúp hộ nghèo}',
          'Đảng viên {hiến đất, góp công trước|đi đầu phong trào}, {dân làng theo sau|tạo sức lan tỏa}',
        ],
      },
      oppose: {
        claims: [
          'tình trạng {đăng ký làm theo chung chung|đánh giá cuối năm cào bằng|bệnh thành tích} {ở một số nơi|làm mất ý nghĩa}',
        ],
        details: [
          'Ý kiến cho rằng {tỷ lệ hoàn thành xuất sắc cao mà việc vẫn trì trệ|phải gắn với sản phẩm cụ thể}',
          'Đảng viên {muốn nghe phê bình thật|đề nghị lấy ý kiến dân nơi cư trú}',
        ],
      },
      undecided: {
        claims: [
          '{cách đánh giá đảng viên đi làm xa|tiêu chí nêu gương} {chưa rõ|khó theo dõi}',
          '{sự phai nhạt lý tưởng|thái độ ngại vào Đảng} của {một bộ phận người trẻ|thanh niên nông thôn}',
        ],
        details: [
          '{Chi bộ|Đoàn thanh niên} {mong có cách sinh hoạt hấp dẫn hơn|cần tạo môi trường rèn luyện}',
          'Đảng viên lớn tuổi {trăn trở về lớp kế cận|sẵn lòng kèm cặp người trẻ}',
        ],
      },
    },
    proposals: [
      'Đề nghị {biểu dương gương điển hình ở cơ sở|đổi mới hình thức kể chuyện, thi tìm hiểu} {hằng quý|trên mạng xã hội}',
      'Đề nghị {đánh giá đảng viên bằng việc cụ thể|lấy ý kiến nơi cư trú} {thay cho tự chấm|để tránh hình thức}',
    ],
    assessments: [
      'Việc nêu gương {tạo sức thuyết phục|được dân quan sát kỹ}, {nơi nào người đứng đầu làm trước thì phong trào mạnh|còn biểu hiện hình thức}',
    ],
    solutions: [
      '{Mỗi chi bộ chọn một việc khó|Gắn đăng ký với sản phẩm} {làm xong trong năm|có dân xác nhận}, {tuyên truyền gương nhỏ, thật|kèm cặp đoàn viên ưu tú}',
    ],
  },
];

export const practiceIssues: readonly Issue[] = [
  {
    code: 'mobile-service',
    topic: 'good-practices',
    strata: ['pensioners', 'ethnic-communities', 'farmers', 'officials'],
    salience: { base: 0.5, episodes: [{ peak: '2026-11', height: 0.5, width: 3 }] },
    mood: [
      [0.88, 0.01, 0.11],
      [0.9, 0.01, 0.09],
    ],
    heat: 0.15,
    voices: {
      approve: {
        claims: [
          'mô hình {một cửa lưu động về thôn|trả kết quả tại nhà|ngày thứ bảy vì dân|xe hành chính công đến chợ phiên} {do xã tự tổ chức|phục vụ người già, vùng xa}',
          'cách làm {cán bộ một cửa học nói tiếng Tày, Nùng|ghép đoàn viên với người cao tuổi khi nộp hồ sơ}',
        ],
        details: [
          '{Mỗi buổi giải quyết được nhiều hồ sơ|Bà con không mất công đi xa}, {ai cũng mong duy trì lâu dài|thôn khác đề nghị được tổ chức}',
          'Hồ sơ {hộ tịch, chứng thực|bảo trợ xã hội} {làm ngay tại nhà văn hóa|trả trong ngày}',
        ],
      },
      oppose: {
        claims: ['việc {lịch lưu động hay thay đổi|chỉ làm được vài loại thủ tục}'],
        details: ['Người dân {đến nơi mới biết hoãn|vẫn phải lên xã lần nữa}'],
      },
      undecided: {
        claims: [
          'khả năng {duy trì lâu dài|có đủ máy móc, đường truyền} của mô hình {lưu động|ngày thứ bảy}',
        ],
        details: ['Cán bộ {làm ngoài giờ chưa có chế độ|mong được hỗ trợ máy quét, máy in cầm tay}'],
      },
    },
    proposals: [
      'Đề nghị {nhân rộng|bố trí kinh phí, thiết bị cho} mô hình {một cửa lưu động|trả kết quả tại nhà} {ở các xã rộng|đến các thôn xa}',
    ],
    assessments: [
      'Mô hình {hợp lòng dân|hiệu quả, ít tốn kém}, {có thể nhân rộng|cần chế độ cho cán bộ để bền vững}',
    ],
    solutions: [
      '{Xếp lịch cố định, báo trước|Ghép với họp thôn, chợ phiên} và {trang bị bộ máy di động|huy động đoàn viên hỗ trợ}',
    ],
  },
  {
    code: 'land-for-roads',
    topic: 'good-practices',
    strata: ['farmers', 'ethnic-communities', 'party-members', 'religious-communities', 'pensioners'],
    salience: { base: 0.5, season: { 10: 0.3, 11: 0.5, 12: 0.5 } },
    mood: [
      [0.88, 0.02, 0.1],
      [0.88, 0.02, 0.1],
    ],
    heat: 0.15,
    voices: {
      approve: {
        claims: [
          'phong trào {hiến đất mở đường|góp công đổ bê tông|chặt hàng cây, lùi tường rào} {do đảng viên làm trước|không đòi đền bù}',
          'cách làm {dòng họ tự quản đoạn đường|quỹ xi măng quay vòng|thắp sáng đường quê} {được các thôn học theo|từ nguồn xã hội hóa}',
        ],
        details: [
          '{Cả thôn ra đường như ngày hội|Con em xa quê gửi tiền về góp}, {tình làng thêm gắn bó|công trình xong trước hẹn}',
          'Nhờ {bàn kỹ, thu chi rõ ràng|dân tự giám sát}, {không có thắc mắc|chi phí thấp hơn dự toán}',
        ],
      },
      oppose: {
        claims: ['việc {ghi công chưa đầy đủ|vận động hiến đất mà chậm làm thủ tục chỉnh sổ}'],
        details: [
          'Có hộ {hiến đất đã lâu chưa được điều chỉnh giấy chứng nhận|lo sau này khó chuyển nhượng}',
        ],
      },
      undecided: {
        claims: ['việc {đo đạc, chỉnh lý sổ đất|bảo trì đường} sau khi {hiến đất|hoàn thành}'],
        details: ['Bà con mong {miễn phí chỉnh lý giấy tờ|có quỹ duy tu của thôn}'],
      },
    },
    proposals: [
      'Đề nghị {{khen thưởng|biểu dương} hộ hiến đất|miễn phí chỉnh lý giấy chứng nhận cho các hộ đã hiến đất|cấp thêm xi măng cho {thôn làm tốt|các thôn vùng cao}}',
    ],
    assessments: [
      'Sức dân {được khơi dậy|là nguồn lực lớn} khi {minh bạch, đảng viên đi trước|dân được bàn, được kiểm tra}',
    ],
    solutions: [
      '{Tổ chức tham quan chéo giữa các thôn|Lập sổ vàng ghi công} và {chỉnh lý giấy tờ ngay|duy trì quỹ bảo dưỡng}',
    ],
  },
  {
    code: 'ocop-cooperatives',
    topic: 'good-practices',
    strata: ['farmers', 'business-people', 'students', 'ethnic-communities'],
    salience: { base: 0.4, season: { 8: 0.3, 9: 0.3, 12: 0.4, 1: 0.4 } },
    mood: [
      [0.8, 0.04, 0.16],
      [0.82, 0.03, 0.15],
    ],
    heat: 0.15,
    voices: {
      approve: {
        claims: [
          'mô hình {hợp tác xã liên kết trồng thạch đen|tổ phụ nữ làm bánh, cao khô|thanh niên bán đặc sản qua mạng|nuôi ong dưới tán rừng} {đạt chuẩn OCOP|có thu nhập ổn định}',
          'cách làm {hỗ trợ vốn gắn với bao tiêu|dạy nghề tại ruộng|nhà vườn cũ kèm nhà vườn mới}',
        ],
        details: [
          '{Nhiều chị em|Thanh niên về quê} {có việc quanh năm|tự tin livestream giới thiệu sản phẩm}',
          'Sản phẩm {bán được giá hơn hàng thô|có khách đặt từ các tỉnh xa}',
        ],
      },
      oppose: {
        claims: ['tình trạng {sản phẩm có sao nhưng khó bán|hợp tác xã chỉ có tên, không hoạt động}'],
        details: ['Thành viên {góp vốn nhưng chưa thấy lợi ích|đề nghị giải thể nơi yếu kém}'],
      },
      undecided: {
        claims: [
          'việc {mở rộng quy mô|duy trì chất lượng, mẫu mã} khi {vốn ít|thiếu người biết quản trị, kế toán}',
        ],
        details: ['Các hợp tác xã mong {được vay không cần thế chấp|có người hướng dẫn sổ sách}'],
      },
    },
    proposals: [
      'Đề nghị {kết nối siêu thị, sàn điện tử cho sản phẩm OCOP|hỗ trợ bao bì, máy sấy cho {hợp tác xã vùng cao|tổ phụ nữ, thanh niên khởi nghiệp}|đào tạo giám đốc hợp tác xã {vùng cao|trẻ tuổi}}',
    ],
    assessments: [
      'Mô hình {khơi dậy tinh thần khởi nghiệp|phù hợp địa phương}, {khó nhất là thị trường và quản trị|cần chọn lọc thay vì chạy theo số lượng}',
    ],
    solutions: [
      '{Chọn vài sản phẩm chủ lực|Ghép hợp tác xã yếu với nơi mạnh} để {đầu tư đến nơi đến chốn|cùng dùng chung cơ sở sấy, đóng gói}',
    ],
  },
  {
    code: 'volunteers',
    topic: 'good-practices',
    strata: ['students', 'armed-forces', 'religious-communities', 'workers', 'intellectuals'],
    salience: { base: 0.35, season: { 6: 0.4, 7: 0.9, 8: 0.6, 9: 0.4, 12: 0.3, 1: 0.4 } },
    mood: [
      [0.92, 0, 0.08],
      [0.92, 0, 0.08],
    ],
    heat: 0.1,
    voices: {
      approve: {
        claims: [
          'hoạt động {mùa hè xanh|bếp ăn thiện nguyện ở bệnh viện|hiến máu tình nguyện|lớp học hè miễn phí} của {đoàn viên, thanh niên|bộ đội, công an|bà con tôn giáo}',
          'mô hình {con nuôi đồn biên phòng|tủ sách thôn bản|sửa xe, cắt tóc miễn phí cho học sinh} {lan tỏa điều tử tế|được nhiều nơi làm theo}',
        ],
        details: [
          '{Các cháu|Bệnh nhân nghèo} {được quan tâm thường xuyên|có bữa ăn nóng mỗi ngày}, {người dân rất cảm động|nhiều người góp gạo, góp rau}',
          'Thanh niên {trưởng thành hơn|gần dân hơn} {qua mỗi đợt tình nguyện|sau khi về bản}',
        ],
      },
      undecided: {
        claims: [
          'việc {hoạt động thiện nguyện tự phát|kêu gọi ủng hộ qua mạng} {khó kiểm chứng|cần được hướng dẫn để minh bạch}',
        ],
        details: ['Người dân {muốn góp nhưng sợ nhầm chỗ|đề nghị công khai thu chi}'],
      },
    },
    proposals: [
      'Đề nghị {biểu dương kịp thời|hỗ trợ phương tiện, bảo hiểm} cho {đội tình nguyện|các nhóm thiện nguyện làm tốt}',
    ],
    assessments: [
      'Việc tốt {lan tỏa nhanh|gắn kết cộng đồng}, {nên được tuyên truyền nhiều hơn|giúp cân bằng tin xấu trên mạng}',
    ],
    solutions: [
      '{Đăng gương việc tốt hằng tuần|Kết nối các nhóm với địa chỉ cần giúp} {trên trang của xã|qua Hội Chữ thập đỏ}',
    ],
  },
];
