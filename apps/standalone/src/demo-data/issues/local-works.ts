import type { Issue } from './issue.js';

export const localWorksIssues: readonly Issue[] = [
  {
    code: 'land-clearance',
    topic: 'local-matters',
    strata: ['farmers', 'business-people', 'pensioners', 'ethnic-communities'],
    region: 'expressway',
    salience: {
      base: 1.8,
      episodes: [
        { peak: '2026-08', height: 1.2, width: 3 },
        { peak: '2027-03', height: 0.8, width: 2 },
      ],
    },
    mood: [
      [0.3, 0.4, 0.3],
      [0.5, 0.2, 0.3],
    ],
    heat: 0.65,
    voices: {
      approve: {
        claims: [
          'chủ trương {xây dựng|sớm hoàn thành} cao tốc Hữu Nghị - Chi Lăng {vì mở ra cơ hội phát triển|để rút ngắn đường về Thủ đô}',
          'việc {chi trả bồi thường công khai tại nhà văn hóa|đối thoại trực tiếp với từng hộ trước khi thu hồi đất|bố trí khu tái định cư có đủ điện, nước}',
        ],
        details: [
          '{Các hộ đã nhận tiền|Bà con trong diện di dời} {bàn giao mặt bằng sớm|tự tháo dỡ công trình} {trước thời hạn|sau khi được giải thích rõ}',
          'Nhiều người cho rằng {đường mở ra thì hàng hóa dễ bán|con cháu sẽ được hưởng lợi lâu dài}',
        ],
      },
      oppose: {
        claims: [
          'mức {bồi thường đất vườn, đất rừng|hỗ trợ cây hồi, cây ăn quả lâu năm} {chưa sát giá thị trường|chênh lệch giữa các thôn liền kề}',
          'tình trạng {thi công gây bụi, nứt nhà|xe tải làm hỏng đường dân sinh|nổ mìn ảnh hưởng nhà dân} {kéo dài|mà khắc phục chậm}',
          'việc {khu tái định cư chưa xong|chậm chi trả phần còn thiếu|kiểm đếm sót tài sản} {khi đã yêu cầu bàn giao mặt bằng|làm hộ dân chưa yên tâm}',
        ],
        details: [
          '{Một số hộ|Có hộ} {chưa đồng ý ký biên bản|gửi đơn kiến nghị nhiều lần|đề nghị đo đạc lại} {vì thấy số liệu chưa đúng|do nguồn gốc đất phức tạp}',
          'Ruộng {bị chia cắt|mất đường nước}, {không còn canh tác được nhưng chưa có phương án hỗ trợ|bà con phải bỏ vụ}',
        ],
      },
      undecided: {
        claims: [
          '{việc làm|sinh kế|chỗ ở} sau khi {giao đất cho dự án|chuyển đến nơi tái định cư}',
          'việc {hoàn trả đường dân sinh, cống thoát nước|đền bù nhà bị nứt|bố trí hầm chui dân sinh} {sau khi thông xe|khi nhà thầu rút đi}',
        ],
        details: [
          '{Hộ thuần nông|Người lớn tuổi} {lo không biết làm gì|khó chuyển nghề}, {tiền đền bù dễ tiêu hết|chỉ quen làm ruộng}',
          'Người dân muốn {biết rõ lịch chi trả|có bản đồ thu hồi niêm yết ở thôn}',
        ],
      },
    },
    rumours: {
      share: 0.14,
      claims: [
        'việc {dự án sẽ thu hồi thêm hành lang hai bên đường|giá bồi thường sắp tăng gấp đôi}',
        'việc {hộ bàn giao sớm bị thiệt hơn hộ bàn giao sau|khu tái định cư phải nộp thêm tiền đất}',
      ],
    },
    proposals: [
      'Đề nghị {kiểm tra, đo đạc lại|rà soát hồ sơ} các trường hợp {kiểm đếm sót|chênh lệch diện tích} và {trả lời bằng văn bản cho từng hộ|niêm yết công khai ở thôn}',
      'Đề nghị chủ đầu tư {tưới nước, che chắn xe|hoàn trả đường dân sinh|khảo sát nhà nứt và bồi thường} {trước mùa mưa|trong quá trình thi công}',
      'Đề nghị {đẩy nhanh khu tái định cư|hỗ trợ thuê nhà} và {đào tạo nghề|ưu tiên tuyển lao động tại chỗ} cho {hộ mất đất sản xuất|các gia đình phải di dời}',
    ],
    assessments: [
      'Người dân {ủng hộ dự án|không phản đối chủ trương}, {vướng mắc tập trung ở giá đất và tiến độ chi trả|nguy cơ khiếu kiện đông người nếu chậm đối thoại}',
      'Nội dung {có khả năng phát sinh điểm nóng|khá nhạy cảm}, {cần công khai và đối thoại thường xuyên|mỗi hộ cần được trả lời cụ thể}',
    ],
    solutions: [
      '{Tổ chức đối thoại hằng tháng|Lập tổ vận động liên ngành} {tại từng thôn có dự án|do cấp ủy xã chủ trì}, {công khai phương án và giải đáp từng hộ|ghi nhận và trả lời có thời hạn}',
      '{Bố trí nguồn hỗ trợ|Phối hợp trung tâm việc làm} {đào tạo nghề ngắn hạn|giới thiệu việc làm ở khu công nghiệp} cho {lao động mất đất|thanh niên vùng dự án}',
    ],
  },
  {
    code: 'roads',
    topic: 'local-matters',
    strata: ['farmers', 'ethnic-communities', 'students', 'workers', 'pensioners'],
    salience: { base: 1.3, season: { 7: 0.3, 8: 0.4, 9: 0.4, 11: 0.4, 12: 0.3 } },
    mood: [
      [0.3, 0.4, 0.3],
      [0.4, 0.3, 0.3],
    ],
    heat: 0.5,
    voices: {
      approve: {
        claims: [
          'việc {bê tông hóa|mở rộng|sửa chữa} đường {liên thôn|vào khu sản xuất|ngõ xóm} {theo cách Nhà nước và nhân dân cùng làm|trước năm học mới|kịp mùa thu hoạch}',
          'việc {lắp đèn chiếu sáng|làm lan can cầu|đặt gương ở khúc cua} {trên tuyến liên xã|qua khu đông dân}',
        ],
        details: [
          '{Bà con|Các hộ ven đường} {tự nguyện lùi rào, góp ngày công|hiến đất không đòi bồi thường}',
          '{Xe tải vào tận rừng|Học sinh đi học} {thuận lợi hơn hẳn|đỡ vất vả những ngày mưa}, {giá bán nông sản cũng nhỉnh hơn|phụ huynh yên tâm}',
        ],
      },
      oppose: {
        claims: [
          'tình trạng đường {liên xã|vào thôn|tỉnh lộ} {xuống cấp, nhiều ổ gà|sạt lở chưa khắc phục|lầy lội mỗi khi mưa} {đã phản ánh nhiều lần|mà chưa được sửa}',
          'tình trạng xe {quá tải|chở đất, chở gỗ} {cày nát đường|chạy ẩu giờ học sinh tan trường|làm vỡ mép bê tông}',
          'việc {công trình thi công dở dang|nhà thầu đào đường rồi để đó|làm đường mà thiếu rãnh thoát nước} {gây nguy hiểm|khiến nước tràn vào nhà dân}',
        ],
        details: [
          '{Đã có|Thường xuyên có} {xe máy ngã|xe chở hàng mắc kẹt} {ở đoạn dốc|tại ngầm tràn}, {đêm tối rất nguy hiểm|người dân phải tự đổ đá}',
          'Người dân cho rằng {kiến nghị qua nhiều kỳ tiếp xúc cử tri chưa có hồi âm|trách nhiệm giữa xã và ngành quản lý đường chưa rõ}',
        ],
      },
      undecided: {
        claims: [
          '{tiến độ|thời gian khởi công|nguồn vốn} làm đường {đến các thôn xa|nối hai xã cũ} {sau sáp nhập|khi kinh phí năm nay đã phân bổ}',
          'việc {huy động nhân dân đóng góp|hiến đất làm đường} {khi hộ nghèo còn nhiều|mà chưa được bàn kỹ}',
        ],
        details: [
          'Bà con muốn {được bàn trước, biết rõ dự toán|giám sát chất lượng bê tông}',
          '{Thôn xa|Vùng giáp ranh} lo {bị xếp sau|vốn dồn hết về trung tâm xã mới}',
        ],
      },
    },
    proposals: [
      'Đề nghị {sửa chữa|gia cố|bố trí vốn nâng cấp} {tuyến liên xã hư hỏng nặng|ngầm tràn, cống thoát nước|các điểm sạt lở} {trước mùa mưa tới|ngay trong quý}',
      'Đề nghị {công an|thanh tra giao thông} {cân tải trọng xe|tăng tuần tra giờ cao điểm|cắm biển hạn chế tải} trên {đường dân sinh|tuyến vào mỏ, vào công trình}',
      'Đề nghị {cấp xi măng|hỗ trợ ống cống} để {nhân dân tự làm đường ngõ|các thôn hoàn thành phần còn lại}',
      'Đề nghị {công khai danh mục|giải thích thứ tự ưu tiên} công trình đường {trong kế hoạch trung hạn|của xã mới}',
    ],
    assessments: [
      'Giao thông {là kiến nghị lặp lại nhiều nhất|gắn với đi học, đi chợ và bán nông sản}, {người dân cần thời hạn cụ thể hơn lời hứa|dễ gây mất niềm tin nếu không hồi âm}',
      'Tinh thần góp công {vẫn cao|là nguồn lực quý}, {cần minh bạch dự toán|miễn là được bàn, được giám sát}',
    ],
    solutions: [
      '{Rà soát, phân loại|Lập danh mục} điểm hư hỏng, {sửa ngay chỗ nguy hiểm bằng vốn duy tu|điểm nào xã làm được thì làm trước}, {phần vượt thẩm quyền báo cáo tỉnh kèm mốc thời gian|kết quả niêm yết ở thôn}',
      '{Thành lập ban giám sát cộng đồng ở từng thôn, công khai {dự toán|thu chi}|Phát động làm đường ngõ {trong quý tới|sau vụ mùa} với xi măng hỗ trợ}',
    ],
  },
  {
    code: 'floods',
    topic: 'local-matters',
    strata: ['farmers', 'ethnic-communities', 'pensioners', 'armed-forces', 'business-people'],
    region: 'rivers',
    salience: {
      base: 0.1,
      season: { 6: 0.8, 7: 1.6, 8: 2, 9: 2.2, 10: 1.4, 11: 0.5 },
      episodes: [{ peak: '2026-09', height: 1.5, width: 2 }],
    },
    mood: [
      [0.4, 0.2, 0.4],
      [0.45, 0.15, 0.4],
    ],
    heat: 0.6,
    voices: {
      approve: {
        claims: [
          'việc bộ đội, công an, dân quân {giúp dân sơ tán|dọn bùn, sửa nhà|gặt lúa chạy lũ} {ngay trong đêm|những ngày mưa lớn}',
          'việc {cảnh báo sớm qua loa và tin nhắn|phát hàng cứu trợ đúng người|miễn, giảm học phí cho học sinh vùng lũ}',
        ],
        details: [
          'Nhờ {thông tin kịp thời|có phương án tại chỗ}, {nhiều hộ kê cao được tài sản|không có thiệt hại về người}',
          '{Tình làng nghĩa xóm|Hình ảnh người lính giúp dân} {được bà con nhắc nhiều|để lại ấn tượng tốt}',
        ],
      },
      oppose: {
        claims: [
          'tình trạng {lấn lòng suối, đổ đất đá|cống thoát nước bị bịt} {gây ngập nhà dân|làm nước rút chậm}',
          'việc {bình xét hỗ trợ sau lũ chưa công bằng|tiền hỗ trợ đến chậm|thống kê thiệt hại còn sót}',
        ],
        details: [
          '{Có thôn|Một số hộ} {ngập nhiều mà hỗ trợ ít|chưa được xuống kiểm tra}, {gây so bì|người dân thắc mắc với trưởng thôn}',
          '{Kè sông|Cống qua đường} {đã được kiến nghị từ mùa lũ trước|hư hỏng nhưng chưa sửa}',
        ],
      },
      undecided: {
        claims: [
          'nguy cơ {sạt lở đất sau nhà|lũ quét|ngập lụt} {khi mưa còn kéo dài|ở khu dân cư ven sông, ven suối}',
          'việc {di dời đến nơi ở mới|khôi phục ruộng bị vùi lấp|thiếu giống cho vụ đông} {sau đợt lũ|mà chưa có kinh phí}',
        ],
        details: [
          '{Nhiều hộ|Các gia đình ven ta-luy} {mất ngủ mỗi khi mưa lớn|phải đi ở nhờ ban đêm}',
          'Người dân {muốn biết nơi nào được phép dựng nhà|chờ kết quả khảo sát địa chất}',
        ],
      },
    },
    rumours: {
      share: 0.24,
      claims: [
        'việc {vỡ đập, xả lũ bất ngờ|hồ chứa phía trên gặp sự cố}',
        'việc {hàng cứu trợ bị giữ lại|sắp có trận lũ lớn hơn theo lời thầy bói}',
      ],
    },
    proposals: [
      'Đề nghị {khảo sát và di dời|bố trí đất ở mới cho} các hộ {có nguy cơ sạt lở|ven sông, ven suối} {trước mùa mưa tới|trong năm nay}',
      'Đề nghị {nạo vét dòng chảy|xây kè|làm lại cống} ở {các khu thường ngập|đoạn qua trung tâm xã}',
      'Đề nghị {chi trả sớm, niêm yết công khai|rà soát bổ sung} danh sách hỗ trợ {thiệt hại do mưa lũ|hộ mất lúa, mất hoa màu}',
    ],
    assessments: [
      'Mưa lũ {ảnh hưởng trực tiếp đến đời sống|gây tâm lý lo lắng}, {niềm tin vào chính quyền được củng cố khi ứng phó nhanh|khâu hỗ trợ sau lũ cần minh bạch để tránh so bì}',
      'Ký ức những trận lũ lớn {còn mới|khiến người dân nhạy cảm}, {tin thất thiệt dễ lan|thông tin dự báo rất được quan tâm}',
    ],
    solutions: [
      '{Lập bản đồ hộ nguy cơ cao|Diễn tập sơ tán} ở {từng thôn|các khu ven sông}, {trang bị loa cầm tay, áo phao|phân công người báo tin từng cụm nhà}',
      '{Công khai danh sách tại nhà văn hóa|Cho nhân dân bình xét} trước khi chi trả, {giải thích ngay các trường hợp thắc mắc|mặt trận cùng giám sát}',
    ],
  },
];
