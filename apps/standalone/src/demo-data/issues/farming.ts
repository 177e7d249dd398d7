import type { Issue } from './issue.js';

export const farmingIssues: readonly Issue[] = [
  {
    code: 'farm-inputs',
    topic: 'economy',
    strata: ['farmers', 'ethnic-communities', 'business-people', 'pensioners'],
    salience: {
      base: 1.6,
      season: { 1: 0.5, 2: 0.8, 3: 0.4, 7: 0.3 },
      episodes: [{ peak: '2026-09', height: 1, width: 3 }],
    },
    mood: [
      [0.08, 0.42, 0.5],
      [0.3, 0.25, 0.45],
    ],
    heat: 0.55,
    voices: {
      approve: {
        claims: [
          'việc {hợp tác xã|Hội Nông dân|đại lý ký kết với Hội} {cung ứng|bán} {phân bón|giống, phân bón|vật tư} theo hình thức trả chậm {đến cuối vụ|không tính lãi}',
          'việc giá {phân lân|cám chăn nuôi|thuốc thú y|phân NPK} {đã chững lại|nhích giảm} {so với tháng trước|sau nhiều tháng tăng|khi vào vụ}',
          'việc {ngành nông nghiệp|lực lượng quản lý thị trường} tăng cường kiểm tra {phân bón kém chất lượng|các cửa hàng vật tư nông nghiệp|hàng giả, hàng nhái trước vụ sản xuất}',
        ],
        details: [
          'Bà con cho biết {cách làm này|việc này} giúp hộ {ít vốn|mới thoát nghèo|làm nhiều ruộng} {chủ động vào vụ|đỡ phải vay nóng|không lỡ thời vụ}',
          '{Nhiều hộ|Một số hộ} đã {mạnh dạn mở rộng diện tích|tái đàn trở lại|chuyển sang dùng phân hữu cơ ủ tại nhà}',
        ],
      },
      oppose: {
        claims: [
          'việc giá {phân bón|thức ăn chăn nuôi|thuốc bảo vệ thực vật} {tăng liên tục|vẫn đứng ở mức cao|tăng nhanh hơn giá nông sản} {từ đầu vụ|so với cùng kỳ năm trước|trong mấy tháng gần đây}',
          'tình trạng {đại lý|tư thương} {nâng giá vật tư khi vào chính vụ|bán chịu với lãi cao|không niêm yết giá}',
          'tình trạng {phân bón kém chất lượng|thuốc bảo vệ thực vật không rõ nguồn gốc|giống ngô, giống lúa không bảo đảm} {vẫn được bán ở chợ phiên|còn trôi nổi trên thị trường|được rao bán qua mạng}',
        ],
        details: [
          'Tính cả công lao động, {mỗi sào lúa|lứa lợn vừa xuất|vụ ngô này} {gần như không có lãi|chỉ hòa vốn|thu không đủ bù chi}',
          '{Không ít|Một số} hộ {bỏ vụ|giảm lượng phân bón|thu hẹp đàn lợn|để ruộng trống} {vì không kham nổi chi phí|để đi làm thuê}',
          'Người dân cho rằng {giá đầu vào tăng nhanh nhưng giá bán chậm thay đổi|khâu trung gian hưởng lợi nhiều hơn người sản xuất}',
        ],
      },
      undecided: {
        claims: [
          'việc giá {vật tư nông nghiệp|phân bón, giống|thức ăn chăn nuôi} {có thể còn tăng|chưa có dấu hiệu giảm|lên xuống thất thường} {trước vụ tới|vào cuối năm|khi vào vụ chính}',
          'việc {chuyển sang phân hữu cơ|giảm lượng phân vô cơ|dùng giống mới} {có giữ được năng suất hay không|chưa được hướng dẫn kỹ}',
          'nguồn vốn {mua vật tư|tái đàn|đầu tư cho vụ tới} khi {giá nông sản chưa ổn định|khoản vay cũ chưa đến kỳ trả}',
        ],
        details: [
          'Bà con mong {được biết sớm giá vật tư|có dự báo giá|có nơi bán đúng giá, đúng chất lượng} để {tính toán diện tích|quyết định gieo trồng}',
          '{Một số hộ|Nhiều gia đình} đang {chờ giá xuống mới mua|chia nhỏ lượng mua từng đợt|tận dụng phân chuồng thay thế}',
        ],
      },
    },
    proposals: [
      'Đề nghị {ngành nông nghiệp|Sở Nông nghiệp và Môi trường|Hội Nông dân tỉnh} {nhân rộng|mở thêm} hình thức cung ứng {phân bón trả chậm|vật tư qua hợp tác xã} cho {hộ nghèo, cận nghèo|các xã vùng cao}',
      'Đề nghị {quản lý thị trường|cơ quan chức năng} {kiểm tra thường xuyên|xử lý nghiêm} {các đại lý bán phân bón kém chất lượng|việc không niêm yết giá vật tư}',
      'Đề nghị {Ngân hàng Chính sách xã hội|các tổ chức tín dụng} {nâng mức vay|kéo dài thời hạn vay|giãn nợ} cho hộ {sản xuất nông nghiệp|chăn nuôi bị thiệt hại}',
      'Đề nghị công khai giá {phân bón, giống|thức ăn chăn nuôi} {hằng tuần|đầu mỗi vụ} trên {loa truyền thanh|nhóm thông tin của thôn}',
    ],
    assessments: [
      'Giá đầu vào {tác động trực tiếp|ảnh hưởng rõ} đến {tâm lý vào vụ|thu nhập của hộ thuần nông|quyết định tái đàn}',
      'Đây là {mối quan tâm thường xuyên|nội dung được nhắc lại qua nhiều kỳ} của nông dân, {tăng lên khi vào vụ|cần được giải thích rõ nguyên nhân}',
    ],
    solutions: [
      '{Rà soát|Thống kê} nhu cầu vật tư từng thôn, {kết nối với doanh nghiệp cung ứng|giao hợp tác xã làm đầu mối mua chung} để {giảm khâu trung gian|có giá tốt hơn}',
      '{Tập huấn|Hướng dẫn} bà con {ủ phân hữu cơ|bón phân cân đối|phối trộn thức ăn từ nguồn tại chỗ} để {giảm chi phí|bớt phụ thuộc vào giá thị trường}',
    ],
  },
  {
    code: 'anise',
    topic: 'economy',
    strata: ['farmers', 'ethnic-communities', 'business-people'],
    region: 'anise',
    salience: { base: 1.2, season: { 7: 1.6, 8: 1.8, 9: 1, 10: 0.5, 3: 0.5, 4: 0.4 } },
    mood: [
      [0.3, 0.3, 0.4],
      [0.4, 0.2, 0.4],
    ],
    heat: 0.5,
    voices: {
      approve: {
        claims: [
          'việc giá hoa hồi {tươi|khô} {nhích lên|ổn định hơn} {so với vụ trước|từ giữa vụ|nhờ có đơn hàng xuất khẩu}',
          'việc {doanh nghiệp|hợp tác xã} {ký bao tiêu|đặt điểm thu mua|đưa lò sấy về} {ngay tại xã|tận thôn} cho người trồng hồi',
          'chủ trương {phát triển vùng hồi hữu cơ|giữ gìn chỉ dẫn địa lý hoa hồi Lạng Sơn|chế biến sâu tinh dầu hồi}',
        ],
        details: [
          'Người dân {yên tâm chăm sóc rừng hồi|không còn bán non|đầu tư phát dọn, bón phân cho cây} {hơn các năm trước|sau vài vụ bấp bênh}',
          'Nhiều gia đình {sửa được nhà|có tiền cho con vào năm học|trả được nợ ngân hàng} {nhờ vụ hồi|sau khi bán hồi}',
        ],
      },
      oppose: {
        claims: [
          'tình trạng {tư thương ép giá|thu mua không cân đúng|đặt cọc rồi bỏ hàng} {vào lúc hồi rộ|khi trời mưa không phơi được}',
          'việc giá hồi {xuống thấp|rớt nhanh} {ngay giữa vụ|khi thương lái ngừng mua|chỉ sau vài tuần}',
          'tình trạng {hái trộm hồi non|hái hồi non để kịp bán|chặt cành khi thu hái} làm {giảm chất lượng|mất uy tín của hồi Lạng Sơn|cây mất sức cho vụ sau}',
        ],
        details: [
          'Tiền công hái {cao hơn|gần bằng} {giá bán một cân hồi tươi|tiền bán hồi tươi}, {có hộ bỏ không thu|nhiều rừng hồi để rụng}',
          'Bà con cho rằng {chưa có cơ sở chế biến đủ lớn|việc mua bán vẫn phụ thuộc vài đầu mối} nên {luôn ở thế bị động|người trồng chịu thiệt}',
        ],
      },
      undecided: {
        claims: [
          'đầu ra của hoa hồi {vụ này|vụ tứ quý|trong năm tới} khi {thị trường chủ yếu là tiểu ngạch|đơn hàng chưa chắc chắn|nguồn cung tăng}',
          'việc {trồng mới|ghép cải tạo|chuyển đổi} rừng hồi {già cỗi|kém năng suất} khi {giá chưa ổn định|phải nhiều năm mới cho thu}',
          'việc {cấp chứng nhận hữu cơ|lập mã số vùng trồng} cho cây hồi {còn nhiều bước|chưa rõ ai đứng ra làm}',
        ],
        details: [
          '{Người dân|Các hộ trồng hồi} {chưa rõ|muốn biết} {tiêu chuẩn thu mua|giá sàn|cách sấy đạt yêu cầu} của {doanh nghiệp|bên thu mua}',
          'Có hộ {tạm giữ hồi khô chờ giá|bán dần từng đợt|chưa dám vay vốn trồng mới}',
        ],
      },
    },
    proposals: [
      'Đề nghị tỉnh {kêu gọi đầu tư|hỗ trợ} {nhà máy chế biến sâu tinh dầu hồi|kho lạnh, lò sấy dùng chung} {ở vùng trồng tập trung|để giảm phụ thuộc hồi thô}',
      'Đề nghị {ngành công thương|cơ quan chức năng} {mở rộng thị trường|kết nối tiêu thụ} và {thông báo giá hồi hằng tuần|kiểm tra cân đong của điểm thu mua}',
      'Đề nghị {hướng dẫn kỹ thuật|hỗ trợ giống ghép|hỗ trợ phân hữu cơ} cho {các hộ cải tạo rừng hồi già|vùng hồi hữu cơ}',
      'Đề nghị {xã|các thôn} {đưa việc cấm hái hồi non vào hương ước|thống nhất ngày mở vụ thu hái}',
    ],
    assessments: [
      'Hoa hồi là {nguồn thu chính|cây sinh kế} của nhiều hộ nên {biến động giá tác động nhanh đến tâm trạng|tâm lý phụ thuộc rõ vào giá thu mua}',
      'Ý kiến {tập trung|dồn} vào {thời điểm thu hoạch|khâu tiêu thụ}, {có căn cứ thực tế|phản ánh đúng tình hình mua bán tại chỗ}',
    ],
    solutions: [
      '{Thành lập|Củng cố} tổ hợp tác {thu mua, sấy chung|giám sát cân đong} ở {thôn có diện tích lớn|các thôn vùng hồi} và {ký hợp đồng trước vụ|công khai giá hằng ngày}',
      'Phối hợp với {doanh nghiệp|hợp tác xã} {lập mã số vùng trồng|xây dựng vùng hữu cơ}, gắn {truy xuất nguồn gốc|bao tiêu sản phẩm}',
    ],
  },
  {
    code: 'pig-herds',
    topic: 'economy',
    strata: ['farmers', 'business-people', 'ethnic-communities'],
    salience: {
      base: 0.9,
      season: { 7: 0.6, 8: 0.5, 12: 0.5 },
      episodes: [{ peak: '2026-08', height: 0.9, width: 2 }],
    },
    mood: [
      [0.12, 0.36, 0.52],
      [0.25, 0.2, 0.55],
    ],
    heat: 0.6,
    voices: {
      approve: {
        claims: [
          'việc {hỗ trợ hộ có lợn phải tiêu hủy|cấp vôi bột, hóa chất khử trùng|tiêm phòng đợt bổ sung} {kịp thời|ngay tại thôn}',
          'việc {lập chốt kiểm soát vận chuyển|khoanh vùng nhanh ổ dịch|công khai danh sách hỗ trợ} {ở những thôn có dịch|trên địa bàn}',
        ],
        details: [
          'Dịch {không lan sang thôn khác|được khống chế sau ít ngày}, người chăn nuôi {yên tâm tái đàn|bớt bán chạy}',
          'Các hộ {tự giác khai báo|chủ động rắc vôi} {hơn các đợt trước|khi thấy hỗ trợ rõ ràng}',
        ],
      },
      oppose: {
        claims: [
          'tình trạng {vứt xác lợn ra suối, ra đường|giấu dịch, bán chạy lợn ốm|mổ lợn không qua kiểm dịch}',
          'việc {tiền hỗ trợ tiêu hủy đến chậm|mức hỗ trợ thấp so với giá lợn|thủ tục xác nhận nhiều bước}',
        ],
        details: [
          '{Một số hộ|Bà con} cho rằng {việc giám sát ở thôn còn lỏng|thú y cơ sở mỏng nên báo chậm}',
          '{Hộ nuôi lớn|Gia đình vay vốn nuôi lợn} {mất trắng|khó gượng dậy} {sau một lứa dịch|khi chưa nhận được hỗ trợ}',
        ],
      },
      undecided: {
        claims: [
          'việc tái đàn khi {dịch tả lợn châu Phi chưa dứt|giá lợn giống cao|vắc-xin còn mới}',
          'chất lượng thịt lợn {bán ở chợ|bán rong vào các thôn} {trong lúc có dịch|dịp cuối năm}',
        ],
        details: [
          'Người dân {hạn chế mua thịt lợn|chuyển sang ăn cá, gà}, {quầy thịt ở chợ vắng khách|giá lợn hơi giảm}',
          'Hộ chăn nuôi {chờ hướng dẫn của thú y|chỉ nuôi cầm chừng vài con}',
        ],
      },
    },
    rumours: {
      share: 0.2,
      claims: [
        'việc {thịt lợn bệnh được đưa về bán ở chợ trung tâm|tiêm vắc-xin làm lợn chết hàng loạt}',
        'việc {cấm giết mổ lợn trên toàn xã|nguồn nước suối nhiễm dịch bệnh}',
      ],
    },
    proposals: [
      'Đề nghị {chi trả sớm|đơn giản hồ sơ} tiền hỗ trợ cho {hộ có lợn tiêu hủy|người chăn nuôi bị thiệt hại}',
      'Đề nghị {bổ sung thú y viên thôn|tăng phụ cấp cho thú y cơ sở|bố trí điểm giết mổ tập trung} {tại xã|ở cụm xã}',
      'Đề nghị {xử lý nghiêm|công khai} {trường hợp vứt xác lợn ra môi trường|việc bán chạy lợn ốm}',
    ],
    assessments: [
      'Thiệt hại {dồn vào hộ nhỏ lẻ|làm nhiều hộ mất vốn}, {tâm lý nôn nóng bán chạy là nguy cơ lây lan|cần hỗ trợ nhanh để giữ lòng tin}',
      'Người chăn nuôi {nắm được cách phòng dịch|đã quen báo thú y} nhưng {e ngại mất công, mất của|ngại tiêu hủy khi chưa rõ hỗ trợ}',
    ],
    solutions: [
      '{Công khai mức hỗ trợ ngay từ đầu|Tạm ứng kinh phí hỗ trợ} và {giao trưởng thôn giám sát tiêu hủy|lập đường dây báo dịch của xã}',
      '{Hướng dẫn chăn nuôi an toàn sinh học|Vận động ký cam kết không giấu dịch} đến từng hộ, {ưu tiên hộ đủ điều kiện tái đàn|khuyến khích chuyển sang gia cầm, trâu bò}',
    ],
  },
  {
    code: 'custard-apple',
    topic: 'economy',
    strata: ['farmers', 'business-people', 'students'],
    region: 'custard-apple',
    salience: { base: 0.2, season: { 7: 1.5, 8: 1.9, 9: 1.2, 10: 0.4 } },
    mood: [
      [0.55, 0.15, 0.3],
      [0.6, 0.1, 0.3],
    ],
    heat: 0.3,
    voices: {
      approve: {
        claims: [
          'việc giá na {dai đầu vụ|trên núi đá} {cao hơn|ổn định so với} {năm ngoái|vụ trước}, {dễ bán|thương lái vào tận vườn}',
          'việc {bán na qua livestream|tổ chức ngày hội na|dán tem truy xuất cho từng thùng} {thu hút khách xa|giúp quảng bá sản phẩm}',
        ],
        details: [
          'Nhiều nhà vườn {rải vụ|thụ phấn bổ sung} nên {kéo dài được mùa bán|tránh bị dồn hàng}',
          'Thanh niên trong thôn {giúp bố mẹ bán hàng qua mạng|làm ròng rọc chở na xuống núi}, {giảm công gánh|có thêm thu nhập}',
        ],
      },
      oppose: {
        claims: [
          'tình trạng {na nơi khác trà trộn lấy tên na Chi Lăng|thương lái ép giá khi mưa nhiều}',
          'tình trạng {họp chợ na lấn lòng đường|xe tải dừng đỗ lộn xộn} {ven quốc lộ|vào sáng sớm}',
        ],
        details: [
          '{Nhà vườn|Người trồng} cho rằng {làm ăn gian dối khiến cả vùng mất uy tín|cần có điểm chợ riêng để dễ quản lý}',
          '{Khách mua|Người đi đường} {phàn nàn về chất lượng không đều|lo xảy ra va chạm}',
        ],
      },
      undecided: {
        claims: [
          'việc {sâu đục quả, rệp sáp|mưa kéo dài} {làm giảm sản lượng na|khiến quả nứt, thối}',
          'việc {mở rộng diện tích na|trồng giống na mới} {có dẫn đến dư thừa|khi đầu ra chưa chắc}',
        ],
        details: [
          'Bà con mong có {cán bộ kỹ thuật xuống vườn|lịch phun phòng chung cho cả thôn}',
          '{Một số hộ|Nhà vườn mới} {còn dè dặt đầu tư|chưa nắm được quy trình an toàn}',
        ],
      },
    },
    proposals: [
      'Đề nghị {bố trí điểm chợ na tập trung|lắp biển, vạch dừng xe} {xa quốc lộ|để bảo đảm an toàn}',
      'Đề nghị {bảo vệ nhãn hiệu na Chi Lăng|kiểm tra nguồn gốc na bán ven đường|hỗ trợ kho mát và hộp đựng}',
    ],
    assessments: [
      'Vụ na {tạo không khí phấn khởi|là điểm sáng kinh tế} ở {vùng núi đá|nhiều thôn}, {vướng mắc chủ yếu ở khâu tổ chức bán|cần giữ chất lượng để bền lâu}',
    ],
    solutions: [
      '{Hợp tác xã|Tổ sản xuất} {thống nhất tem nhãn|phân loại quả trước khi bán}, {công an xã điều tiết giao thông giờ cao điểm|chính quyền bố trí bãi tập kết}',
    ],
  },
  {
    code: 'pine-resin',
    topic: 'economy',
    strata: ['farmers', 'ethnic-communities', 'workers'],
    region: 'pine',
    salience: { base: 1, season: { 4: 0.4, 5: 0.5, 9: 0.4, 10: 0.5 } },
    mood: [
      [0.2, 0.35, 0.45],
      [0.35, 0.2, 0.45],
    ],
    heat: 0.45,
    voices: {
      approve: {
        claims: [
          'việc giá nhựa thông {tăng trở lại|giữ được ở mức khá} {từ đầu mùa cạo|sau thời gian dài xuống thấp}',
          'việc {giao rừng rõ ranh giới|trả tiền dịch vụ môi trường rừng|hỗ trợ trồng rừng gỗ lớn} cho hộ dân',
        ],
        details: [
          '{Thanh niên đi làm xa|Một số gia đình} {quay về cạo nhựa|giữ rừng thay vì bán gỗ non}',
          'Nhờ {thu nhập đều hằng tháng|có tiền nhựa}, {việc học của con em được lo tốt hơn|nhiều hộ mua được xe máy, máy phát cỏ}',
        ],
      },
      oppose: {
        claims: [
          'tình trạng giá nhựa thông {xuống thấp|bấp bênh}, {người cạo không đủ tiền công|chỉ vài điểm mua trong vùng}',
          'tình trạng {trộm nhựa thông|tranh chấp ranh giới rừng|đốt thực bì làm cháy lan}',
        ],
        details: [
          '{Có hộ|Nhiều hộ} {bỏ cạo để đi làm công ty|bán rừng non lấy tiền mặt} {từ đầu năm|vì thu nhập thấp}',
          'Người dân đề nghị {xác định lại mốc giới|có tổ tuần tra rừng} {trước mùa khô|để khỏi mâu thuẫn hàng xóm}',
        ],
      },
      undecided: {
        claims: [
          'việc {chuyển rừng thông sang keo, bạch đàn|vay vốn trồng rừng gỗ lớn} {khi chưa rõ đầu ra|vì chu kỳ dài}',
          'nguy cơ {sâu róm thông|cháy rừng} {trong mùa khô|khi thời tiết hanh}',
        ],
        details: [
          'Bà con {chưa biết nên giữ hay thay rừng|chờ hướng dẫn của kiểm lâm}',
          '{Tổ bảo vệ rừng|Các thôn} {thiếu dụng cụ|mong được hỗ trợ máy thổi gió, quần áo bảo hộ}',
        ],
      },
    },
    proposals: [
      'Đề nghị {đo đạc, cấp giấy|xác định lại ranh giới} {rừng sản xuất|đất lâm nghiệp} cho {các hộ còn vướng|những thôn giáp ranh}',
      'Đề nghị {thu hút nhà máy chế biến nhựa thông|liên kết thu mua} để {giá ổn định|người dân yên tâm giữ rừng}',
    ],
    assessments: [
      'Thu nhập từ rừng {quyết định tâm lý bám đất|giữ chân lao động trẻ}, {tranh chấp ranh giới cần xử lý sớm|giá nhựa là mối lo thường trực}',
    ],
    solutions: [
      '{Kiểm lâm|Xã} {tổ chức lại tổ tuần tra|hòa giải ranh giới ngay ở thôn}, {gắn với quy ước bảo vệ rừng|lập bản đồ có chữ ký các hộ}',
    ],
  },
];
