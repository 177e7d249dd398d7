import type { Issue } from './issue.js';

export const securityIssues: readonly Issue[] = [
  {
    code: 'border-security',
    topic: 'defence-security',
    strata: ['armed-forces', 'ethnic-communities', 'party-members', 'farmers', 'pensioners'],
    region: 'border',
    salience: { base: 1.1, season: { 12: 0.5, 1: 0.6, 2: 0.4 } },
    mood: [
      [0.6, 0.18, 0.22],
      [0.62, 0.16, 0.22],
    ],
    heat: 0.35,
    voices: {
      approve: {
        claims: [
          'việc {tổ tự quản đường biên, cột mốc|bộ đội biên phòng bám bản|camera dọc đường mòn} {giữ yên địa bàn|được nhân dân ủng hộ}',
          'kết quả {triệt phá đường dây buôn lậu|ngăn xuất nhập cảnh trái phép|bắt giữ ma túy qua biên giới}',
        ],
        details: [
          '{Đồng bào|Cư dân giáp biên} {chủ động báo tin|coi cột mốc như tài sản nhà mình}',
          'Nhiều người cho rằng {dân yên thì biên giới mới vững|có lực lượng gần dân nên yên tâm làm ăn}',
        ],
      },
      oppose: {
        claims: [
          'tình trạng {thuê người gùi hàng lậu|dẫn người qua đường mòn|vận chuyển pháo, gà giống} {vẫn tái diễn|lôi kéo cả thanh niên}',
          'tình trạng {lao động trốn qua biên giới làm thuê|bị lừa bán sang nước ngoài}',
        ],
        details: [
          '{Gia đình mất lao động|Con em bị phạt tù} {chỉ vì món tiền trước mắt|làm cả xóm buồn}',
          'Ý kiến cho rằng {cần xử lý kẻ cầm đầu|phải tạo việc làm thì mới hết người gùi thuê}',
        ],
      },
      undecided: {
        claims: [
          '{việc làm cho thanh niên giáp biên|sinh kế khi siết đường mòn} {còn bấp bênh|chưa có hướng rõ}',
          'việc {tội phạm mạng lôi kéo qua biên giới|trẻ nhỏ ở nhà với ông bà khi bố mẹ đi làm xa} {ở các thôn giáp biên|thời gian gần đây}',
        ],
        details: [
          '{Phụ huynh|Trưởng thôn} {lo con em nghe lời rủ rê|đã nhắc nhở qua nhóm của thôn}',
          'Bà con mong {có mô hình chăn nuôi, trồng rừng phù hợp|được tuyển vào làm ở khu công nghiệp}',
        ],
      },
    },
    proposals: [
      'Đề nghị {tăng phụ cấp cho tổ tự quản|trang bị đèn, bộ đàm|làm đường tuần tra kết hợp dân sinh} ở {thôn giáp biên|các cụm cột mốc}',
      'Đề nghị {xử lý nghiêm kẻ cầm đầu|tạo việc làm tại chỗ} để {ngăn gùi hàng thuê|thanh niên yên tâm ở lại}',
    ],
    assessments: [
      'Thế trận lòng dân {vững|được giữ tốt}, {sinh kế là gốc của an ninh biên giới|thủ đoạn lôi kéo ngày càng tinh vi}',
    ],
    solutions: [
      '{Giao đảng viên biên phòng phụ trách hộ|Lập mô hình sinh kế} {ở thôn giáp biên|cho hộ có nguy cơ}, {ký cam kết không tiếp tay buôn lậu|duy trì giao ban với đồn biên phòng}',
    ],
  },
  {
    code: 'online-fraud',
    topic: 'defence-security',
    strata: ['pensioners', 'workers', 'students', 'officials', 'business-people'],
    salience: {
      base: 1,
      season: { 12: 0.4, 1: 0.5 },
      episodes: [{ peak: '2026-09', height: 0.5, width: 2 }],
    },
    mood: [
      [0.2, 0.4, 0.4],
      [0.3, 0.35, 0.35],
    ],
    heat: 0.55,
    voices: {
      approve: {
        claims: [
          'việc công an xã {cảnh báo thủ đoạn lừa đảo|đến từng nhà người cao tuổi nhắc nhở|phối hợp ngân hàng chặn giao dịch} {kịp thời|bằng đoạn phim ngắn dễ hiểu}',
          'việc {xác thực tài khoản|khóa sim rác} {giúp giảm cuộc gọi lừa đảo|được làm quyết liệt}',
        ],
        details: [
          '{Có trường hợp|Đã có gia đình} {được giữ lại số tiền tiết kiệm|tỉnh ra trước khi chuyển tiền}',
          'Bà con {truyền tay nhau bài cảnh báo|dán số trực ban của công an xã ở nhà}',
        ],
      },
      oppose: {
        claims: [
          'tình trạng {giả danh công an, điện lực, ngân hàng|đầu tư tiền ảo, việc nhẹ lương cao|cho vay qua ứng dụng} {lừa người dân|tràn lan trên mạng}',
          'tình trạng {lộ thông tin cá nhân|gọi điện quấy rối, đòi nợ thuê} {khiến người dân mệt mỏi|mà chưa xử lý được}',
        ],
        details: [
          '{Người già|Công nhân trẻ} {mất cả khoản dành dụm|vay nóng để gỡ rồi nợ chồng nợ}',
          'Nhiều người {ngại trình báo|cho rằng báo cũng khó lấy lại tiền}',
        ],
      },
      undecided: {
        claims: [
          '{thủ đoạn giả giọng nói, khuôn mặt|đường liên kết lạ gửi cho học sinh} {ngày càng khó nhận ra|mà nhà trường chưa kịp hướng dẫn}',
          'việc {chuyển khoản nhầm, bị khóa tài khoản|cung cấp ảnh căn cước} khi {làm thủ tục qua mạng|mua hàng trực tuyến}',
        ],
        details: [
          '{Người dân|Phụ huynh} {không biết hỏi ai|chỉ biết tắt máy}',
          'Ý kiến mong {có một số máy trợ giúp thống nhất|ngân hàng hỏi lại trước khi chuyển khoản lớn}',
        ],
      },
    },
    rumours: {
      share: 0.1,
      claims: [
        'việc {không cập nhật ứng dụng sẽ bị khóa căn cước|ngân hàng sắp trừ tiền mọi tài khoản}',
        'việc {có nhóm đi từng nhà thôi miên lấy tiền|phát thẻ cào miễn phí của cơ quan nhà nước}',
      ],
    },
    proposals: [
      'Đề nghị {xử lý sim rác, tài khoản rác|truy quét tổ chức lừa đảo|công khai thủ đoạn mới} {thường xuyên|bằng tiếng dân tộc}',
      'Đề nghị {ngân hàng, bưu điện|công an xã} {cảnh báo tại quầy|tuyên truyền tại chợ phiên} cho {người cao tuổi|công nhân, học sinh}',
    ],
    assessments: [
      'Lừa đảo qua mạng {gây thiệt hại thực tế|là mối lo chung}, {người già và người trẻ tìm việc dễ bị nhắm đến|tuyên truyền trực tiếp có hiệu quả hơn văn bản}',
    ],
    solutions: [
      '{Phát cảnh báo qua loa và nhóm thôn|Diễn tiểu phẩm ở nhà văn hóa} {mỗi tuần một thủ đoạn|do đoàn viên thực hiện}, {người nhà kèm người cao tuổi|ngân hàng cùng tham gia}',
    ],
  },
  {
    code: 'traffic-order',
    topic: 'defence-security',
    strata: ['workers', 'students', 'pensioners', 'business-people', 'religious-communities'],
    salience: { base: 0.7, season: { 9: 0.4, 12: 0.5, 1: 0.7, 2: 0.6 } },
    mood: [
      [0.42, 0.3, 0.28],
      [0.48, 0.25, 0.27],
    ],
    heat: 0.4,
    voices: {
      approve: {
        claims: [
          'việc {xử lý nghiêm nồng độ cồn|tuần tra ban đêm|công an xã chính quy bám địa bàn} {giảm hẳn đánh nhau, tai nạn|làm thay đổi thói quen}',
          'mô hình {camera an ninh thôn|tiếng kẻng an ninh|cổng trường an toàn} {do dân góp kinh phí|được nhân rộng}',
        ],
        details: [
          '{Chị em phụ nữ|Các gia đình} {mừng vì chồng con bớt rượu chè|đêm ngủ không phải lo trộm}',
          'Mất trộm {gà, trâu bò|xe máy} {giảm rõ|được tìm lại nhanh nhờ hình ảnh}',
        ],
      },
      oppose: {
        claims: [
          'tình trạng {thanh niên tụ tập, nẹt pô|học sinh đi xe không mũ|xe khách đón dọc đường} {giờ tan trường|vào buổi tối cuối tuần}',
          'tình trạng {nghiện ma túy tái phức tạp|trộm vặt|cho vay nặng lãi} {ở một số khối phố|ven thị trấn cũ}',
        ],
        details: [
          '{Người dân|Phụ huynh} {không yên tâm cho con đi học thêm|đề nghị tuần tra thường xuyên}',
          'Ý kiến cho rằng {xử phạt chưa đủ răn đe|gia đình còn nuông chiều}',
        ],
      },
      undecided: {
        claims: [
          '{mức phạt giao thông cao so với thu nhập|quy định mới về bằng lái, trừ điểm} {mà người vùng cao chưa nắm|với lao động nghèo}',
          'việc {quản lý người cai nghiện trở về|thanh niên đi làm xa về mang theo tệ nạn} {tại thôn|chưa có việc làm}',
        ],
        details: [
          '{Bà con vùng cao|Người lớn tuổi} {chưa có bằng lái vì không thạo chữ|mong mở lớp thi riêng}',
          'Gia đình {cần được hỗ trợ quản lý|ngại bị kỳ thị}',
        ],
      },
    },
    proposals: [
      'Đề nghị {tuần tra cổng trường giờ cao điểm|lắp camera, đèn tín hiệu|xử lý xe độ chế} {ở khu đông dân|trên tuyến qua trung tâm xã}',
      'Đề nghị {mở lớp học lái xe cho đồng bào|hỗ trợ việc làm sau cai nghiện} {tại xã|bằng cách phù hợp}',
    ],
    assessments: [
      'Trật tự xã hội {chuyển biến tích cực|được đánh giá tốt hơn}, {tệ nạn ở thanh thiếu niên cần phòng từ gia đình|người dân ủng hộ xử lý nghiêm}',
    ],
    solutions: [
      '{Nhà trường, công an, đoàn thanh niên ký quy chế|Gia đình ký cam kết} {quản lý học sinh|không giao xe khi chưa đủ tuổi}, {kiểm tra đột xuất|thông báo kết quả cho thôn}',
    ],
  },
  {
    code: 'conscription',
    topic: 'defence-security',
    strata: ['students', 'armed-forces', 'farmers', 'ethnic-communities', 'party-members'],
    salience: { base: 0.15, season: { 9: 0.3, 10: 0.6, 11: 1, 12: 0.9, 1: 0.8, 2: 1.2 } },
    mood: [
      [0.65, 0.1, 0.25],
      [0.68, 0.08, 0.24],
    ],
    heat: 0.25,
    voices: {
      approve: {
        claims: [
          'việc {sơ tuyển, khám tuyển nghĩa vụ quân sự công khai|ngày hội tòng quân|quan tâm gia đình có con nhập ngũ} {đúng luật|chu đáo}',
          'tinh thần {viết đơn tình nguyện|hăng hái lên đường} của {thanh niên các thôn|đoàn viên trẻ}',
        ],
        details: [
          '{Dòng họ, chi đoàn|Xã} {gặp mặt, tặng quà động viên|nhận giúp việc đồng áng cho gia đình}',
          'Bà con coi {quân ngũ là trường học lớn|đây là niềm tự hào của thôn}',
        ],
      },
      oppose: {
        claims: [
          'tình trạng {trốn tránh khám tuyển|cố tình vắng mặt khi có giấy gọi|xăm trổ để né nghĩa vụ} {của một số thanh niên|chưa xử lý nghiêm}',
        ],
        details: [
          'Các gia đình chấp hành tốt {cho rằng như vậy là thiếu công bằng|đề nghị xử phạt đúng luật}',
          'Trưởng thôn {phải gọi nhiều lần|khó liên lạc vì đổi chỗ làm}',
        ],
      },
      undecided: {
        claims: [
          '{việc học nghề, việc làm|chế độ ưu tiên} {sau khi xuất ngũ|cho bộ đội xuất ngũ ở vùng cao}',
          'việc {địa bàn xã mới rộng nên khó quản lý nguồn|con độc đinh, gia đình neo người đi nghĩa vụ}',
        ],
        details: [
          '{Thanh niên|Gia đình} {muốn được tư vấn nghề trước khi ra quân|mong thẻ học nghề có giá trị thật}',
          '{Cán bộ quân sự xã|Thôn đội trưởng} {phải phối hợp với nơi làm việc|cần cập nhật dữ liệu thường xuyên}',
        ],
      },
    },
    proposals: [
      'Đề nghị {gắn đào tạo nghề với doanh nghiệp|ưu tiên tuyển dụng} cho {quân nhân xuất ngũ|thanh niên hoàn thành nghĩa vụ}',
      'Đề nghị {xử lý nghiêm trường hợp trốn khám|công khai danh sách tuyển chọn} {tại thôn|trước ngày giao quân}',
    ],
    assessments: [
      'Nhân dân {đồng thuận cao|tự hào về truyền thống}, {công bằng trong tuyển chọn là điều dân để ý|việc làm sau xuất ngũ cần quan tâm}',
    ],
    solutions: [
      '{Rà soát nguồn từ sớm|Tổ chức tư vấn nghề} {phối hợp với doanh nghiệp|trước mùa tuyển quân}, {công khai từng bước|thăm hỏi gia đình khó khăn}',
    ],
  },
];
