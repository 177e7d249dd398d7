import type { Issue } from './issue.js';

export const internationalIssues: readonly Issue[] = [
  {
    code: 'conflicts-prices',
    topic: 'international',
    strata: ['pensioners', 'intellectuals', 'party-members', 'armed-forces', 'business-people'],
    salience: {
      base: 0.55,
      episodes: [
        { peak: '2026-08', height: 0.4, width: 2 },
        { peak: '2026-12', height: 0.5, width: 2 },
      ],
    },
    mood: [
      [0.3, 0.15, 0.55],
      [0.3, 0.15, 0.55],
    ],
    heat: 0.3,
    voices: {
      approve: {
        claims: [
          'đường lối {đối ngoại độc lập, tự chủ|ngoại giao cây tre|không chọn bên} của Đảng và Nhà nước {trước các xung đột|khi tình hình thế giới phức tạp}',
          'việc {bảo hộ công dân|sơ tán người Việt|hỗ trợ nhân đạo} {tại vùng xung đột|kịp thời, đúng luật pháp quốc tế}',
        ],
        details: [
          '{Cán bộ hưu trí|Cựu chiến binh} cho rằng {giữ được môi trường hòa bình là thành quả lớn|vị thế đất nước ngày càng được nâng lên}',
          'Nhiều người {theo dõi thời sự hằng ngày|trao đổi trong sinh hoạt chi bộ}, {tin tưởng vào cách ứng xử của nước ta|mong các bên sớm đối thoại}',
        ],
      },
      oppose: {
        claims: [
          'việc {các nước lớn áp đặt thuế quan|sử dụng vũ lực giải quyết tranh chấp|cấm vận gây hại người dân thường}',
          'tình trạng {bình luận cực đoan về chiến sự|chia phe công kích nhau} trên mạng',
        ],
        details: [
          '{Đảng viên|Người cao tuổi} cho rằng {luật pháp quốc tế phải được tôn trọng|chiến tranh chỉ làm dân nghèo khổ thêm}',
          'Ý kiến này {được nêu nhiều khi xem thời sự|xuất hiện trong các buổi sinh hoạt câu lạc bộ}',
        ],
      },
      undecided: {
        claims: [
          'việc {xung đột kéo dài|căng thẳng trên các tuyến hàng hải|chính sách thuế của các nước lớn} làm {giá xăng dầu, phân bón tăng|đơn hàng xuất khẩu giảm}',
          'khả năng {suy thoái kinh tế|đứt gãy nguồn cung|mất việc làm} {lan đến trong nước|ảnh hưởng tới doanh nghiệp xuất khẩu}',
        ],
        details: [
          '{Doanh nghiệp nhỏ|Lao động đi làm công ty} {lo bị cắt giờ làm|theo dõi sát giá vàng, giá đô la}',
          'Người dân mong {có nhận định chính thức, dễ hiểu|Nhà nước chủ động dự trữ, bình ổn}',
        ],
      },
    },
    proposals: [
      'Đề nghị {thông tin thời sự quốc tế có định hướng|tăng chuyên đề cho báo cáo viên} {hằng tháng|đến tận chi bộ}',
      'Đề nghị {chủ động bình ổn giá|dự trữ xăng dầu, vật tư} trước {biến động quốc tế|tác động của xung đột}',
    ],
    assessments: [
      'Mối quan tâm quốc tế {gắn với giá cả trong nước|tập trung ở hưu trí, trí thức}, {nhận thức nhìn chung đúng đắn|cần thông tin kịp thời để khỏi suy diễn}',
    ],
    solutions: [
      '{Tổ chức báo cáo chuyên đề|Gửi tài liệu hỏi - đáp} về {tình hình thế giới|đường lối đối ngoại} cho {bí thư chi bộ|câu lạc bộ hưu trí}',
    ],
  },
  {
    code: 'neighbours',
    topic: 'international',
    strata: ['officials', 'business-people', 'party-members', 'armed-forces', 'students'],
    salience: {
      base: 0.55,
      season: { 1: 0.4, 2: 0.4, 11: 0.3 },
      episodes: [{ peak: '2026-11', height: 0.6, width: 2 }],
    },
    mood: [
      [0.6, 0.08, 0.32],
      [0.62, 0.08, 0.3],
    ],
    heat: 0.25,
    voices: {
      approve: {
        claims: [
          'quan hệ {hữu nghị, hợp tác Việt - Trung|giao lưu giữa các xã kết nghĩa hai bên biên giới|hợp tác giữa tỉnh và Quảng Tây} {ngày càng thực chất|qua các chuyến thăm cấp cao}',
          'việc {xúc tiến đường sắt khổ tiêu chuẩn|giao lưu quốc phòng biên giới|tổ chức hội chợ thương mại biên giới}',
        ],
        details: [
          '{Cư dân biên giới|Doanh nghiệp} {hưởng lợi từ đi lại thuận tiện|kỳ vọng hàng nông sản dễ xuất hơn}',
          'Nhiều người cho rằng {giữ biên giới yên bình thì dân mới làm ăn được|hợp tác phải đi đôi với giữ chủ quyền}',
        ],
      },
      oppose: {
        claims: [
          'các {hành vi xâm phạm chủ quyền trên Biển Đông|tuyên bố đơn phương trên biển} của nước ngoài',
          'tình trạng {một số người lợi dụng qua lại biên giới làm ăn trái phép|tung tin kích động thù hằn dân tộc}',
        ],
        details: [
          '{Cựu chiến binh|Thanh niên} {bày tỏ thái độ kiên quyết nhưng bình tĩnh|tin vào đấu tranh bằng biện pháp hòa bình}',
          'Ý kiến đề nghị {không để kẻ xấu lợi dụng lòng yêu nước|thông tin đầy đủ để dân yên lòng}',
        ],
      },
      undecided: {
        claims: [
          '{diễn biến trên Biển Đông|chính sách biên mậu của nước bạn|tiến độ dự án đường sắt} {trong thời gian tới|sắp tới sẽ ra sao}',
          'việc {phụ thuộc nhiều vào một thị trường|nước bạn siết chất lượng nông sản|lao động qua biên giới gặp rủi ro}',
        ],
        details: [
          '{Doanh nghiệp|Nông dân} {mong đa dạng thị trường|cần biết sớm tiêu chuẩn mới}',
          'Bà con có người thân đi làm thuê muốn {có hợp đồng hợp pháp|được tư vấn trước khi đi}',
        ],
      },
    },
    proposals: [
      'Đề nghị {tăng cường giao lưu nhân dân hai bên biên giới|mở lớp dạy tiếng Trung|hướng dẫn thủ tục lao động qua biên giới} {ở các xã biên giới|cho thanh niên}',
      'Đề nghị {thông tin đầy đủ về biên giới, biển đảo|phát tài liệu về quan hệ Việt - Trung} {trong sinh hoạt chi bộ|cho báo cáo viên}',
    ],
    assessments: [
      'Người dân {đồng tình với đường lối|coi trọng hòa bình}, {vùng biên hiểu rõ lợi ích hợp tác|vẫn cảnh giác về chủ quyền}',
    ],
    solutions: [
      '{Duy trì kết nghĩa thôn, bản hai bên biên giới|Lồng ghép thông tin đối ngoại vào sinh hoạt thôn}, {gắn với ngày hội biên phòng toàn dân|có báo cáo viên tham dự}',
    ],
  },
];

export const domesticIssues: readonly Issue[] = [
  {
    code: 'resolutions',
    topic: 'domestic-politics',
    strata: ['party-members', 'officials', 'pensioners', 'intellectuals', 'business-people'],
    salience: { base: 0.7, season: { 1: 0.4 }, episodes: [{ peak: '2026-10', height: 0.6, width: 2 }] },
    mood: [
      [0.65, 0.07, 0.28],
      [0.68, 0.07, 0.25],
    ],
    heat: 0.25,
    voices: {
      approve: {
        claims: [
          'việc {đưa Nghị quyết Đại hội Đảng vào cuộc sống|ban hành các nghị quyết về khoa học công nghệ, kinh tế tư nhân|phân cấp mạnh cho địa phương} {với chỉ tiêu, việc làm cụ thể|bằng chương trình hành động rõ ràng}',
          'quyết tâm {tăng trưởng hai con số|tháo gỡ điểm nghẽn thể chế|đẩy nhanh đầu tư công} của {Trung ương|cả hệ thống chính trị}',
        ],
        details: [
          '{Đảng viên lão thành|Cán bộ cơ sở} cho rằng {nghị quyết ngắn gọn, dễ hiểu, dễ làm|lần này nói đi đôi với làm}',
          '{Doanh nghiệp|Trí thức trẻ} {kỳ vọng cơ chế thông thoáng hơn|muốn được tham gia đề tài, dự án của tỉnh}',
        ],
      },
      oppose: {
        claims: [
          'tình trạng {học nghị quyết hình thức|văn bản hướng dẫn chậm, chồng chéo|cán bộ sợ trách nhiệm, đùn đẩy}',
          'việc {chỉ tiêu giao chưa sát vùng cao|nhiều cuộc họp trực tuyến kéo dài}',
        ],
        details: [
          '{Cán bộ cơ sở|Đảng viên} đề nghị {giảm họp, tăng đi thôn|hướng dẫn trước rồi mới giao chỉ tiêu}',
          'Người dân {nhìn vào việc làm được|chưa thấy rõ chuyển biến ở thôn mình}',
        ],
      },
      undecided: {
        claims: [
          '{nguồn lực|đội ngũ cán bộ|lộ trình} thực hiện {các mục tiêu tăng trưởng|chương trình mục tiêu quốc gia mới} ở {tỉnh miền núi|xã vùng cao}',
          'việc {phân cấp nhiều mà người ít|luật mới thay đổi nhanh} {khiến cơ sở khó theo kịp|dễ sai sót}',
        ],
        details: [
          '{Cán bộ xã|Công chức trẻ} {mong tập huấn theo tình huống|cần đầu mối hỏi đáp nhanh}',
          'Đảng viên {quan tâm tỉnh chọn khâu đột phá nào|chờ chương trình hành động cụ thể}',
        ],
      },
    },
    proposals: [
      'Đề nghị {đổi mới cách học nghị quyết|biên soạn tài liệu ngắn, có hình ảnh} {theo lối hỏi - đáp|cho chi bộ thôn}',
      'Đề nghị {hướng dẫn kịp thời|bổ sung kinh phí, cán bộ} khi {phân cấp cho xã|giao nhiệm vụ mới}',
    ],
    assessments: [
      'Sự đồng thuận {ở mức cao|được giữ vững}, {niềm tin gắn với kết quả thực hiện|băn khoăn chủ yếu là năng lực ở cơ sở}',
    ],
    solutions: [
      '{Cụ thể hóa thành việc của từng chi bộ|Chọn ít việc, làm dứt điểm} {theo quý|có người chịu trách nhiệm}, {báo cáo kết quả cho dân biết|niêm yết ở nhà văn hóa}',
    ],
  },
  {
    code: 'anti-corruption',
    topic: 'domestic-politics',
    strata: ['pensioners', 'party-members', 'armed-forces', 'workers', 'intellectuals'],
    salience: {
      base: 0.55,
      episodes: [
        { peak: '2026-09', height: 0.5, width: 2 },
        { peak: '2027-02', height: 0.4, width: 2 },
      ],
    },
    mood: [
      [0.62, 0.15, 0.23],
      [0.62, 0.15, 0.23],
    ],
    heat: 0.4,
    voices: {
      approve: {
        claims: [
          'việc {kiên quyết phòng, chống tham nhũng, lãng phí|xử lý nghiêm vụ án hàng giả, thuốc giả|thu hồi tài sản} {không có vùng cấm|được công khai trên báo chí}',
          'chủ trương {chống lãng phí trụ sở, đất công|kê khai, kiểm soát tài sản|khuyến khích cán bộ dám nghĩ, dám làm}',
        ],
        details: [
          '{Cán bộ hưu trí|Người dân} cho rằng {làm nghiêm từ trên thì dưới phải chuyển|đây là điều dân mong đợi nhất}',
          'Niềm tin {được củng cố|tăng lên} {sau mỗi vụ việc xử lý dứt điểm|khi kết quả được thông báo rõ ràng}',
        ],
      },
      oppose: {
        claims: [
          'tình trạng {nhũng nhiễu vặt|lãng phí công trình bỏ hoang|chậm xử lý sau thanh tra} {ở một số nơi|mà báo chí đã nêu}',
          'tình trạng {thực phẩm bẩn, hàng giả|lừa đảo trái phiếu, đa cấp} {gây thiệt hại lớn|mà phát hiện chậm}',
        ],
        details: [
          'Ý kiến cho rằng {trách nhiệm người đứng đầu chưa rõ|cần công khai kết quả xử lý cho dân biết}',
          'Nhiều người {đề nghị xử lý cả nơi buông lỏng quản lý|mong giám sát ngay từ đầu}',
        ],
      },
      undecided: {
        claims: [
          'việc {phòng ngừa từ sớm|chống lãng phí ở cơ sở|bảo vệ người tố giác} {chưa có cách làm cụ thể|làm thế nào cho thực chất}',
          'tâm lý {né việc, sợ sai|chờ hướng dẫn} của {một bộ phận cán bộ|công chức cơ sở} {sau khi xử lý nhiều vụ việc|trước quy định mới}',
        ],
        details: [
          '{Doanh nghiệp|Người dân} {lo hồ sơ bị kéo dài|mong có cơ chế bảo vệ cán bộ làm đúng}',
          'Đảng viên cho rằng {vừa phải nghiêm vừa phải khuyến khích|giám sát của dân là quan trọng nhất}',
        ],
      },
    },
    proposals: [
      'Đề nghị {công khai kết quả xử lý|xử lý dứt điểm công trình bỏ hoang|giao trụ sở dôi dư cho trường, trạm}',
      'Đề nghị {bảo vệ cán bộ dám làm|tăng giám sát của mặt trận và nhân dân} {ngay từ khâu lập dự án|ở các công trình tại xã}',
    ],
    assessments: [
      'Nhân dân {ủng hộ mạnh mẽ|theo dõi sát}, {kỳ vọng kết quả ở cơ sở|niềm tin tăng khi xử lý công khai}',
    ],
    solutions: [
      '{Công khai thu chi, công trình ở thôn|Phát huy ban giám sát cộng đồng} {để dân kiểm tra|gắn với dân chủ cơ sở}',
    ],
  },
  {
    code: 'salary-staff',
    topic: 'domestic-politics',
    strata: ['officials', 'workers', 'pensioners', 'intellectuals', 'armed-forces'],
    salience: { base: 0.5, season: { 7: 0.6, 8: 0.3, 1: 0.5, 12: 0.3 } },
    mood: [
      [0.42, 0.18, 0.4],
      [0.42, 0.15, 0.43],
    ],
    heat: 0.4,
    voices: {
      approve: {
        claims: [
          'việc {điều chỉnh lương cơ sở|tăng lương hưu, trợ cấp người có công|nâng phụ cấp cho người hoạt động ở thôn}',
          'việc {chi trả chế độ cho người nghỉ theo sắp xếp|đánh giá công chức bằng kết quả công việc} {đúng hẹn, công khai|có tiêu chí rõ}',
        ],
        details: [
          '{Người hưởng lương hưu|Giáo viên, y tá} {phấn khởi|yên tâm hơn} {dù giá cả còn cao|nhất là vùng khó khăn}',
          '{Người tự nguyện nghỉ|Cán bộ trẻ} {thấy được ghi nhận|có thêm động lực}',
        ],
      },
      oppose: {
        claims: [
          'tình trạng {giá cả tăng trước khi lương tăng|phụ cấp trưởng thôn quá thấp so với việc|chế độ cho người bán chuyên trách bị cắt}',
          'việc {khối lượng công việc tăng gấp đôi|phải làm cả thứ bảy, chủ nhật} {mà thu nhập không đổi|ở cấp xã sau sắp xếp}',
        ],
        details: [
          '{Người bán chuyên trách|Trưởng thôn} {xin thôi việc|không mặn mà tái cử}, {khó tìm người thay|ảnh hưởng đến phong trào}',
          'Công chức xã {phải thuê trọ gần trụ sở mới|đi lại tốn kém hơn trước}',
        ],
      },
      undecided: {
        claims: [
          '{lộ trình cải cách tiền lương|vị trí việc làm|việc sắp xếp tiếp biên chế} {trong những năm tới|sau giai đoạn chuyển tiếp}',
          '{chế độ đi lại, nhà công vụ|phụ cấp khu vực} {của cán bộ điều động về xã xa|khi địa bàn thay đổi}',
        ],
        details: [
          '{Công chức trẻ|Viên chức hợp đồng} {chưa yên tâm gắn bó|muốn biết sớm phương án}',
          'Dư luận mong {tăng lương thực chất|giữ giá hàng thiết yếu}',
        ],
      },
    },
    rumours: {
      share: 0.14,
      claims: [
        'việc {sắp tinh giản thêm một nửa cán bộ xã|cắt lương hưu của một số nhóm}',
        'việc {bỏ hết phụ cấp khu vực|nhập thêm tỉnh trong năm tới}',
      ],
    },
    proposals: [
      'Đề nghị {nâng phụ cấp|có chế độ phù hợp} cho {trưởng thôn, bí thư chi bộ|người hoạt động không chuyên trách}',
      'Đề nghị {kiểm soát giá cả khi {tăng lương|điều chỉnh trợ cấp}|{bố trí nhà công vụ|hỗ trợ đi lại} cho cán bộ điều động}',
    ],
    assessments: [
      'Tâm tư cán bộ cơ sở {ảnh hưởng đến chất lượng phục vụ|cần được lắng nghe}, {áp lực công việc là có thật|nguy cơ chảy máu người giỏi}',
    ],
    solutions: [
      '{Gặp mặt, đối thoại|Khảo sát khối lượng việc} với {cán bộ không chuyên trách|công chức xã} {mỗi quý|để bố trí lại người}',
    ],
  },
  {
    code: 'assembly',
    topic: 'domestic-politics',
    strata: ['pensioners', 'party-members', 'intellectuals', 'officials', 'farmers'],
    salience: { base: 0.2, season: { 5: 0.2, 6: 0.5, 7: 0.5, 10: 0.4, 11: 0.7, 12: 0.5 } },
    mood: [
      [0.5, 0.15, 0.35],
      [0.52, 0.15, 0.33],
    ],
    heat: 0.25,
    voices: {
      approve: {
        claims: [
          'việc {nâng chất lượng chất vấn|đổi mới cách điều hành|rút ngắn báo cáo, tăng tranh luận} tại kỳ họp {Quốc hội|hội đồng nhân dân}',
          'việc đại biểu {tiếp xúc cử tri ở tận thôn|trả lời kiến nghị bằng văn bản|theo đến cùng vụ việc}',
        ],
        details: [
          '{Cử tri cao tuổi|Cử tri} {xem truyền hình trực tiếp|ghi lại lời hứa để giám sát}',
          'Nhiều ý kiến cử tri {đã được giải quyết|có phản hồi rõ thời hạn} {sau kỳ họp trước|khiến bà con tin tưởng}',
        ],
      },
      oppose: {
        claims: [
          'tình trạng {tiếp xúc cử tri vẫn là cử tri chuyên nghiệp|trả lời kiến nghị chung chung|hẹn nhiều lần không giải quyết}',
          'việc {luật sửa đổi liên tục|nghị quyết ban hành chậm có kinh phí}',
        ],
        details: [
          '{Bà con thôn xa|Người lao động} {ít khi được dự|không biết lịch}',
          'Cử tri {nhắc lại kiến nghị cũ về đường, điện|đề nghị nêu rõ ai làm, bao giờ xong}',
        ],
      },
      undecided: {
        claims: [
          '{các dự án luật về đất đai, thuế|chính sách mới được bàn ở kỳ họp} {sẽ tác động thế nào đến dân miền núi|khi nào có hiệu lực}',
          'việc {giám sát lời hứa|số lượng đại biểu ở xã mới ít hơn} {sau sắp xếp|khi địa bàn rộng}',
        ],
        details: [
          'Người dân mong {được giải thích bằng ví dụ cụ thể|thông báo kết quả đến thôn}',
          '{Đại biểu xã|Trưởng thôn} {địa bàn rộng nên khó sâu sát|cần thêm tài liệu để trả lời dân}',
        ],
      },
    },
    proposals: [
      'Đề nghị {tiếp xúc cử tri theo chuyên đề|thông báo lịch rộng rãi|tổ chức buổi tối tại thôn}',
      'Đề nghị {công khai danh mục kiến nghị và thời hạn trả lời|rà soát kiến nghị tồn nhiều kỳ}',
    ],
    assessments: [
      'Cử tri {quan tâm hơn đến kết quả giải quyết|đánh giá cao sự thẳng thắn}, {kiến nghị tồn đọng làm giảm hứng thú tham gia|nên phản hồi từng việc}',
    ],
    solutions: [
      '{Lập sổ theo dõi kiến nghị|Mặt trận xã giám sát lời hứa} {niêm yết kết quả mỗi quý|gửi trả lời về từng thôn}',
    ],
  },
];
