import type { Issue } from './issue.js';

export const businessIssues: readonly Issue[] = [
  {
    code: 'border-trade',
    topic: 'economy',
    strata: ['business-people', 'workers', 'farmers', 'officials'],
    region: 'gates',
    salience: {
      base: 1.8,
      season: { 1: 1, 5: 0.6, 6: 0.6, 12: 0.7 },
      episodes: [{ peak: '2026-10', height: 1, width: 3 }],
    },
    mood: [
      [0.4, 0.25, 0.35],
      [0.5, 0.15, 0.35],
    ],
    heat: 0.5,
    voices: {
      approve: {
        claims: [
          'việc {rút ngắn thời gian thông quan|thí điểm cửa khẩu thông minh|mở thêm khung giờ làm việc} tại cửa khẩu {Hữu Nghị|Tân Thanh|Chi Ma}',
          'việc {phân luồng xe từ xa|khai báo trước qua nền tảng cửa khẩu số|bố trí làn ưu tiên cho nông sản} {giảm hẳn ùn xe|giúp xe hàng chủ động hơn}',
          'kết quả {trao đổi, hội đàm|phối hợp} giữa {các lực lượng cửa khẩu|chính quyền} hai bên trong việc {duy trì thông quan|khôi phục lối mở}',
        ],
        details: [
          '{Lái xe|Chủ hàng|Các hộ kinh doanh} cho biết {chi phí lưu bãi giảm|hàng tươi ít hư hao|thời gian quay vòng xe nhanh hơn}',
          'Lao động {bốc xếp|dịch vụ bến bãi} {có việc đều hơn|thu nhập khá lên} {từ đầu tháng|so với cùng kỳ}',
        ],
      },
      oppose: {
        claims: [
          'tình trạng xe {chở nông sản|chở hàng} {ùn lại|phải nằm chờ} {ở bến bãi|trên đường dẫn vào cửa khẩu} vào {cuối tuần|ngày cao điểm|mùa trái cây}',
          'mức thu {phí bến bãi|dịch vụ bốc xếp|phí hạ tầng cửa khẩu} {còn cao|chưa thống nhất giữa các bãi|không được công khai đầy đủ}',
          'việc {quy định kiểm dịch|yêu cầu hồ sơ} thay đổi {nhanh|mà báo trước quá ngắn}, {chủ hàng trở tay không kịp|hàng phải quay đầu}',
        ],
        details: [
          'Có xe {phải chờ hai, ba ngày|đổi tài nhiều lần}, {trái cây hỏng một phần|chủ hàng phải bán đổ}',
          'Các hộ kinh doanh nhỏ {đuối vốn|chuyển sang nghề khác|đề nghị được giãn phí} {vì hàng qua lại thất thường|do chi phí tăng}',
        ],
      },
      undecided: {
        claims: [
          'việc {chuyển từ tiểu ngạch sang chính ngạch|áp dụng hợp đồng điện tử|siết chính sách trao đổi cư dân biên giới} {khi hộ nhỏ chưa kịp chuẩn bị|còn nhiều điểm chưa rõ}',
          'lượng hàng qua {cửa khẩu Tân Thanh|cửa khẩu Hữu Nghị|các lối mở} {cuối năm|dịp trước Tết|những tháng tới}',
          'khả năng {giữ việc làm|có thu nhập ổn định} của lao động bốc xếp khi {xe không người lái được đưa vào vận hành|cửa khẩu thông minh hoạt động}',
        ],
        details: [
          '{Doanh nghiệp|Hộ kinh doanh} mong được {tập huấn khai báo|thông tin sớm về lịch nghỉ lễ của phía bạn|hướng dẫn thủ tục bằng mẫu cụ thể}',
          'Tâm lý {vừa mừng vừa lo|chờ đợi} khá phổ biến ở {bến bãi|các hộ làm dịch vụ}',
        ],
      },
    },
    rumours: {
      share: 0.18,
      claims: [
        'việc {cửa khẩu sẽ đóng vài tuần|phía bạn dừng nhận trái cây|một số lối mở ngừng hoạt động}',
        'việc {tăng mạnh phí qua cửa khẩu|bỏ hẳn trao đổi cư dân biên giới} {từ tháng sau|trước Tết}',
      ],
    },
    proposals: [
      'Đề nghị {Ban Quản lý khu kinh tế cửa khẩu|các lực lượng tại cửa khẩu} {thông báo sớm|công bố hằng ngày} {tình hình thông quan|lượng xe tồn} để {vùng trồng và chủ hàng điều tiết|lái xe chủ động}',
      'Đề nghị {công khai, thống nhất|rà soát} mức thu {bến bãi|bốc xếp} ở {các bãi xe|khu vực cửa khẩu}',
      'Đề nghị tỉnh {tiếp tục trao đổi với phía bạn|kiến nghị Trung ương} về {kéo dài giờ thông quan|công nhận kiểm dịch lẫn nhau|nâng cấp lối mở}',
      'Đề nghị {đào tạo nghề|có phương án chuyển đổi việc làm} cho {lao động bốc xếp|cư dân biên giới} khi {vận hành cửa khẩu thông minh|phương thức mới được áp dụng}',
    ],
    assessments: [
      'Thương mại cửa khẩu {chi phối việc làm|là nguồn sống} của nhiều gia đình, {tin tức về thông quan lan rất nhanh|mỗi thay đổi nhỏ đều được bàn luận}',
      'Ý kiến {xuất phát từ lợi ích thiết thực|phần lớn mang tính xây dựng}, {cần thông tin chính thức kịp thời|nên trả lời sớm để tránh đồn đoán}',
    ],
    solutions: [
      '{Duy trì|Lập} kênh thông tin {thông quan hằng ngày|một đầu mối} và {đối thoại định kỳ|họp hằng quý} với {doanh nghiệp, hộ kinh doanh|hiệp hội vận tải}',
      '{Mở lớp|Tổ chức} hướng dẫn {hợp đồng, khai báo điện tử|thủ tục chính ngạch} cho {hộ kinh doanh nhỏ|cư dân biên giới}',
    ],
  },
  {
    code: 'household-tax',
    topic: 'economy',
    strata: ['business-people', 'workers', 'pensioners'],
    salience: { base: 1.1, season: { 1: 0.9, 4: 0.4, 7: 0.5, 10: 0.4 } },
    mood: [
      [0.22, 0.28, 0.5],
      [0.42, 0.13, 0.45],
    ],
    heat: 0.45,
    voices: {
      approve: {
        claims: [
          'chủ trương {bỏ thuế khoán|chuyển sang kê khai doanh thu thực} đối với hộ kinh doanh {vì công bằng hơn|để minh bạch}',
          'việc cán bộ thuế {đến tận quầy hướng dẫn|mở lớp cầm tay chỉ việc|hỗ trợ cài đặt ứng dụng} cho {hộ kinh doanh|tiểu thương các chợ}',
        ],
        details: [
          '{Hộ làm ăn nghiêm túc|Tiểu thương} cho rằng {kê khai đúng thì không còn chuyện hộ ít nộp nhiều|có sổ sách cũng dễ vay vốn hơn}',
          '{Sau vài kỳ|Khi đã quen}, việc {xuất hóa đơn|kê khai} {không khó như lo ngại ban đầu|mất ít thời gian hơn}',
        ],
      },
      oppose: {
        claims: [
          'việc phải {mua máy, phần mềm hóa đơn|kê khai nhiều lần trong năm} {trong khi buôn bán chậm|với hộ bán lẻ ở chợ phiên}',
          'việc {yêu cầu hóa đơn đầu vào|truy xuất nguồn hàng} đối với {nông sản mua lẻ của dân|hàng tồn từ trước} {khó thực hiện|chưa sát thực tế vùng cao}',
        ],
        details: [
          '{Người bán lớn tuổi|Hộ ở chợ phiên} {không dùng điện thoại thông minh|phải nhờ con cháu}, {dễ sai sót rồi bị phạt|ngại nên tính nghỉ bán}',
          'Có hộ {chỉ nhận tiền mặt|treo biển nghỉ tạm} {để nghe ngóng|vì chưa hiểu quy định}',
        ],
      },
      undecided: {
        claims: [
          'cách {xác định doanh thu|tính chi phí được trừ|kê khai} {sau khi bỏ thuế khoán|theo quy định mới}',
          'việc {bị tính thuế với tiền chuyển khoản của người thân|phạt do kê khai nhầm|tăng số thuế phải nộp}',
        ],
        details: [
          'Nhiều hộ {chưa phân biệt được|còn hỏi nhau về} {ngưỡng doanh thu phải nộp|hóa đơn khởi tạo từ máy tính tiền}',
          'Tiểu thương mong {có tổ hỗ trợ ngay tại chợ|tài liệu ngắn gọn, có ví dụ} {thay vì văn bản dài|trong vài tháng đầu}',
        ],
      },
    },
    rumours: {
      share: 0.2,
      claims: [
        'việc {truy thu thuế mọi khoản chuyển khoản|mỗi hộ đều phải mua máy tính tiền đắt}',
        'việc {các chợ phiên sẽ bị thu thuế từng gánh hàng|ngân hàng chuyển hết sao kê cho cơ quan thuế}',
      ],
    },
    proposals: [
      'Đề nghị cơ quan thuế {lập tổ hỗ trợ tại các chợ|kéo dài thời gian hướng dẫn|chưa xử phạt lỗi nhỏ} trong {những kỳ kê khai đầu|năm đầu áp dụng}',
      'Đề nghị {có phần mềm miễn phí|hỗ trợ thiết bị} cho {hộ có doanh thu thấp|tiểu thương vùng cao}',
      'Đề nghị {hướng dẫn riêng|có quy định đơn giản} về {nông sản mua của dân không có hóa đơn|hàng tồn kho cũ}',
    ],
    assessments: [
      'Hộ kinh doanh {đồng thuận với mục tiêu|hiểu chủ trương} nhưng {ngại thao tác|thiếu kỹ năng}, {tâm lý sẽ dịu khi được hướng dẫn trực tiếp|cần thời gian thích ứng}',
      'Băn khoăn chủ yếu do {thiếu thông tin|hiểu chưa đúng quy định}, {không phải do chống đối|có thể giải tỏa bằng tuyên truyền cụ thể}',
    ],
    solutions: [
      'Giao {đoàn viên thanh niên|tổ công nghệ số cộng đồng} {cùng cán bộ thuế|phối hợp ban quản lý chợ} hướng dẫn {từng hộ|theo từng dãy hàng}',
      'Biên soạn {tờ hỏi - đáp|đoạn phim ngắn} {bằng tiếng phổ thông và tiếng Tày, Nùng|có ví dụ cụ thể} phát {tại chợ|trên nhóm của khối phố}',
    ],
  },
  {
    code: 'tourism',
    topic: 'economy',
    strata: ['business-people', 'workers', 'students', 'ethnic-communities'],
    salience: { base: 0.5, season: { 1: 0.6, 2: 1.4, 3: 0.7, 4: 0.4, 7: 0.3, 9: 0.4, 10: 0.5, 12: 0.5 } },
    mood: [
      [0.55, 0.15, 0.3],
      [0.6, 0.1, 0.3],
    ],
    heat: 0.25,
    voices: {
      approve: {
        claims: [
          'việc {phát triển du lịch cộng đồng|khôi phục lễ hội|mở thêm tuyến tham quan} ở {Bắc Sơn|Hữu Liên|vùng Mẫu Sơn|khu vực Công viên địa chất}',
          'việc lượng khách {đến nghỉ cuối tuần|đi lễ, mua sắm|săn mây, ngắm lúa} {đông hơn|tăng} {so với năm trước|sau khi cao tốc thuận lợi hơn}',
        ],
        details: [
          '{Các homestay|Hộ làm dịch vụ} {kín phòng dịp lễ|tuyển thêm người phục vụ}, {nông sản bán tại chỗ được giá|nhiều nhà sửa lại nhà sàn đón khách}',
          'Bà con {tự giác dọn vệ sinh đường làng|khôi phục điệu then, sli}, {coi đó là vốn quý để làm ăn|tạo nét riêng cho du khách}',
        ],
      },
      oppose: {
        claims: [
          'tình trạng {chèo kéo khách|nâng giá dịch vụ|xả rác bừa bãi} {dịp lễ hội|ở điểm tham quan đông người}',
          'việc {xây dựng nhà bê tông xen giữa làng cổ|làm dịch vụ tự phát ven hồ, ven suối} {phá cảnh quan|thiếu quản lý}',
        ],
        details: [
          '{Người dân quanh điểm du lịch|Du khách} {phản ứng|than phiền} về {bãi xe thu quá giá|nhà vệ sinh công cộng xuống cấp}',
          'Một số hộ lo {hình ảnh địa phương bị ảnh hưởng|khách đến một lần rồi không quay lại}',
        ],
      },
      undecided: {
        claims: [
          'việc {đầu tư homestay|vay vốn làm du lịch} khi {khách chỉ đông theo mùa|đường vào còn khó}',
          'cách {phân chia lợi ích|quản lý đất đai} khi {doanh nghiệp vào đầu tư|lập khu du lịch}',
        ],
        details: [
          '{Hộ mới làm|Thanh niên khởi nghiệp} {thiếu kỹ năng đón khách|chưa biết quảng bá}',
          'Người dân muốn {được bàn trước khi triển khai|xem quy hoạch cụ thể}',
        ],
      },
    },
    proposals: [
      'Đề nghị {mở lớp dạy nghề du lịch|hỗ trợ lãi suất|nâng cấp đường vào} cho {các làng du lịch cộng đồng|điểm tham quan mới}',
      'Đề nghị {niêm yết giá|lập đường dây tiếp nhận phản ánh} ở {lễ hội|các điểm tham quan}',
    ],
    assessments: [
      'Du lịch {được người dân kỳ vọng|mở thêm sinh kế}, {cần quy hoạch và kỷ cương giá cả|vấn đề là giữ môi trường và bản sắc}',
    ],
    solutions: [
      '{Lập tổ tự quản|Xây dựng quy ước} {về giá, rác thải và đón khách|giữ kiến trúc truyền thống} ở {từng làng|mỗi điểm du lịch}',
    ],
  },
];
