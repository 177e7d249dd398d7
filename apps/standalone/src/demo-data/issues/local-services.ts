import type { Issue } from './issue.js';

export const localServicesIssues: readonly Issue[] = [
  {
    code: 'new-commune-office',
    topic: 'local-matters',
    strata: ['farmers', 'pensioners', 'ethnic-communities', 'officials', 'business-people'],
    salience: {
      base: 1.5,
      episodes: [
        { peak: '2026-07', height: 0.9, width: 4 },
        { peak: '2027-01', height: 0.4, width: 2 },
      ],
    },
    mood: [
      [0.35, 0.3, 0.35],
      [0.6, 0.15, 0.25],
    ],
    heat: 0.45,
    voices: {
      approve: {
        claims: [
          'việc {giải quyết thủ tục|trả kết quả|cấp giấy tờ} tại {trung tâm phục vụ hành chính công xã|bộ phận một cửa của xã mới} {nhanh hơn trước|không phải lên huyện như trước|đúng hẹn}',
          'thái độ {tận tình|niềm nở} của cán bộ {một cửa|trung tâm hành chính công} khi {hướng dẫn người già|giúp người dân nộp hồ sơ trực tuyến}',
          'mô hình chính quyền địa phương hai cấp {bớt khâu trung gian|gần dân, sát việc} {sau hơn một năm vận hành|khi bộ máy đã ổn định}',
        ],
        details: [
          '{Hồ sơ hộ tịch|Thủ tục chứng thực|Giấy phép xây dựng nhà ở} {làm xong trong buổi|có kết quả trước hẹn}, {không phải đi lại nhiều lần|người dân rất hài lòng}',
          '{Người cao tuổi|Bà con ở thôn xa} được {cán bộ giúp chụp, nộp hồ sơ|trả kết quả tận nhà văn hóa thôn}',
        ],
      },
      oppose: {
        claims: [
          'tình trạng {hồ sơ đất đai giải quyết chậm|phải bổ sung giấy tờ nhiều lần|phần mềm thường xuyên lỗi} {ở xã mới|tại bộ phận một cửa}',
          'việc trụ sở xã mới {cách thôn quá xa|chật chội, thiếu chỗ để xe|không đủ chỗ ngồi chờ} {khiến người dân vất vả|gây bất tiện cho người già}',
          'tình trạng cán bộ {kiêm nhiệm nhiều việc nên hay vắng|hướng dẫn không thống nhất|chưa nắm rõ chuyên môn mới}',
        ],
        details: [
          'Có người {đi hai, ba lượt|mất cả ngày công} {mới nộp được hồ sơ|chỉ để bổ sung một tờ giấy}',
          '{Các thôn vùng xa|Bà con ở xã cũ sáp nhập về} {phải đi vài chục cây số|không có xe công cộng}, {ngại đi làm thủ tục|thường nhờ người đi hộ}',
          'Người dân {so sánh với khi còn xã cũ|cho rằng chưa thấy thuận tiện như kỳ vọng}',
        ],
      },
      undecided: {
        claims: [
          'việc {sửa đổi giấy tờ theo tên xã mới|cập nhật địa chỉ trên giấy chứng nhận đất|đổi thông tin tài khoản, bằng lái} {có bắt buộc hay không|tốn thời gian, tiền bạc ra sao}',
          'việc {bố trí, sử dụng trụ sở cũ bỏ trống|giữ lại điểm tiếp nhận ở xã cũ|phân công lại thôn, khối phố}',
          'khả năng {nộp hồ sơ trực tuyến|dùng định danh điện tử} của {người già|bà con vùng cao} {khi chưa quen điện thoại|nếu bỏ hẳn bản giấy}',
        ],
        details: [
          '{Không ít|Một số} người {còn nhầm thẩm quyền của xã và tỉnh|chưa biết nộp ở đâu}, {phải hỏi trưởng thôn|đi nhầm nơi}',
          'Bà con mong {có bảng chỉ dẫn đơn giản|cán bộ về thôn theo lịch cố định|nhà văn hóa có máy quét hồ sơ}',
        ],
      },
    },
    rumours: {
      share: 0.07,
      claims: [
        'việc {sẽ sáp nhập xã lần nữa|tiếp tục dồn thôn trong năm}',
        'việc {giấy tờ ghi tên xã cũ hết giá trị|phải nộp tiền đổi toàn bộ sổ đất}',
      ],
    },
    proposals: [
      'Đề nghị {duy trì điểm tiếp nhận hồ sơ ở trụ sở xã cũ|tổ chức ngày trả kết quả tại thôn} {ít nhất mỗi tuần một buổi|cho các thôn xa trung tâm}',
      'Đề nghị {bổ sung cán bộ địa chính|tập huấn thêm về đất đai, xây dựng|nâng cấp phần mềm và đường truyền} cho {xã mới|bộ phận một cửa}',
      'Đề nghị {thông báo rõ|in tờ rơi về} giấy tờ nào {không cần đổi theo tên xã mới|vẫn còn giá trị sử dụng}',
      'Đề nghị {sớm có phương án|công khai kế hoạch} sử dụng trụ sở dôi dư làm {trường học, trạm y tế|nhà văn hóa, điểm sinh hoạt cộng đồng}',
    ],
    assessments: [
      'Người dân {đánh giá bộ máy mới qua từng việc cụ thể|nhìn vào thời gian giải quyết hồ sơ}, {xu hướng hài lòng tăng dần|lĩnh vực đất đai vẫn là nút thắt}',
      'Phần lớn {ý kiến có tính góp ý|phản ánh là xác đáng}, {khoảng cách địa lý và kỹ năng số là hai nguyên nhân chính|cần ưu tiên vùng xa}',
    ],
    solutions: [
      '{Bố trí tổ lưu động|Lập lịch cán bộ một cửa về thôn} {mỗi tuần|vào ngày chợ phiên}, {đồng thời công khai tiến độ hồ sơ|kết hợp hướng dẫn định danh điện tử}',
      '{Điều chuyển|Đề nghị tỉnh biệt phái} cán bộ có chuyên môn {địa chính - xây dựng|công nghệ thông tin} cho {xã còn thiếu|những nơi hồ sơ tồn nhiều}',
    ],
  },
  {
    code: 'power-water',
    topic: 'local-matters',
    strata: ['farmers', 'ethnic-communities', 'workers', 'pensioners', 'business-people'],
    salience: { base: 0.7, season: { 4: 0.3, 5: 0.7, 6: 0.9, 7: 0.5, 12: 0.4, 1: 0.4 } },
    mood: [
      [0.2, 0.45, 0.35],
      [0.35, 0.3, 0.35],
    ],
    heat: 0.45,
    voices: {
      approve: {
        claims: [
          'việc {kéo điện lưới|sửa bể nước tập trung|thay đường ống mới} đến {thôn vùng cao|các hộ cuối tuyến}',
          'việc {điện lực báo trước lịch cắt|tổ quản lý nước thu phí công khai}',
        ],
        details: [
          '{Bà con|Các hộ} {mua được máy xay, tủ lạnh|không phải gánh nước xa}, {sinh hoạt thay đổi hẳn|con em có đèn học}',
          'Người dân {tự nguyện góp tiền bảo dưỡng|cử người trông coi bể nước}',
        ],
      },
      oppose: {
        claims: [
          'tình trạng {điện yếu giờ cao điểm|mất điện kéo dài khi mưa giông|cột điện gỗ xiêu vẹo} ở {thôn cuối nguồn|vùng sâu}',
          'tình trạng {công trình nước tập trung hỏng|nước sinh hoạt đục|thiếu nước mùa khô} {nhiều tháng|dù vẫn thu tiền}',
        ],
        details: [
          '{Máy bơm, máy xát|Nồi cơm điện} {không chạy nổi|hay cháy}, {bà con phải chờ đêm khuya mới dùng|ảnh hưởng sản xuất}',
          '{Công trình đầu tư nhiều tiền|Bể nước mới làm} {sử dụng được ít lâu đã bỏ không|không ai chịu trách nhiệm sửa}',
        ],
      },
      undecided: {
        claims: [
          '{giá điện sinh hoạt|giá nước sạch} {có thể tăng|tính theo bậc} {trong thời gian tới|khi thu nhập chưa tăng}',
          'chất lượng {nguồn nước khe|nước giếng} gần {khu chăn nuôi|bãi rác, mỏ đá}',
        ],
        details: [
          'Các hộ mong {được xét nghiệm nước|có người giải thích hóa đơn}',
          '{Hộ nghèo|Người già neo đơn} lo {không đủ tiền chi trả|phải dùng lại nước suối}',
        ],
      },
    },
    proposals: [
      'Đề nghị {nâng công suất trạm biến áp|thay cột điện gỗ|kéo thêm đường dây} cho {thôn vùng cao|cụm dân cư cuối tuyến}',
      'Đề nghị {sửa chữa công trình nước hỏng|xét nghiệm nguồn nước|giao rõ đơn vị quản lý bể nước} {trước mùa khô|trong quý này}',
    ],
    assessments: [
      'Điện, nước là {nhu cầu thiết yếu|tiêu chí người dân dễ thấy nhất}, {công trình hỏng để lâu gây lãng phí và bức xúc|cần quy rõ trách nhiệm bảo dưỡng}',
    ],
    solutions: [
      '{Thành lập tổ quản lý|Giao hợp tác xã vận hành} {có quỹ bảo dưỡng|thu chi công khai} và {kiểm tra công trình mỗi quý|báo cáo công trình hỏng để xin vốn sửa}',
    ],
  },
  {
    code: 'waste',
    topic: 'local-matters',
    strata: ['pensioners', 'workers', 'students', 'business-people', 'party-members'],
    salience: { base: 0.6, season: { 1: 0.3, 2: 0.3, 6: 0.2, 7: 0.2 } },
    mood: [
      [0.3, 0.4, 0.3],
      [0.45, 0.3, 0.25],
    ],
    heat: 0.4,
    voices: {
      approve: {
        claims: [
          'phong trào {phân loại rác tại nguồn|ngày thứ bảy sạch|đoạn đường hoa} {do phụ nữ, thanh niên đảm nhận|ở các khối phố}',
          'việc {đặt thùng chứa vỏ thuốc bảo vệ thực vật|xóa điểm tập kết rác tự phát|lắp camera ở bãi đổ trộm}',
        ],
        details: [
          '{Đường làng sạch hẳn|Mùi hôi giảm}, {trẻ nhỏ có chỗ chơi|người dân tự nhắc nhau}',
          '{Rác hữu cơ|Phế liệu} được {ủ làm phân|bán gây quỹ giúp học sinh nghèo}',
        ],
      },
      oppose: {
        claims: [
          'tình trạng {rác chợ phiên tồn đọng|đốt rác bừa bãi|xả nước thải chăn nuôi} {gần khu dân cư|ra suối, ra mương}',
          'tình trạng {cơ sở tái chế, xưởng gỗ, mỏ đá|trại lợn} {gây bụi, mùi hôi|hoạt động ban đêm} {đã kiến nghị nhiều lần|ngay sát nhà dân}',
        ],
        details: [
          '{Mùa nắng|Những hôm trở trời} {mùi bốc lên khó chịu|khói bụi phủ kín}, {nhiều nhà phải đóng cửa cả ngày|người già, trẻ nhỏ hay ho}',
          'Xe gom rác {vài ngày mới qua|không vào được ngõ nhỏ} {nên người dân vứt ra bờ sông|dù vẫn thu phí đều}',
        ],
      },
      undecided: {
        claims: [
          '{mức thu phí rác mới|quy định phạt không phân loại rác} {khi chưa có xe gom riêng|ở vùng nông thôn}',
          '{vị trí bãi rác|dự án lò đốt rác} của {cụm xã|xã mới} {gần nguồn nước|chưa lấy ý kiến dân}',
        ],
        details: [
          'Người dân {ủng hộ nhưng muốn có thùng, có xe|chờ hướng dẫn cách phân loại}',
          'Các hộ gần vị trí dự kiến {lo ảnh hưởng mạch nước|đề nghị được đi xem mô hình nơi khác}',
        ],
      },
    },
    proposals: [
      'Đề nghị {tăng chuyến gom rác|bố trí điểm tập kết có mái che} ở {chợ, khu đông dân|các thôn ven quốc lộ}',
      'Đề nghị {kiểm tra, xử phạt|yêu cầu khắc phục} cơ sở {gây bụi, xả thải|chăn nuôi không có hầm xử lý}',
    ],
    assessments: [
      'Môi trường {ngày càng được quan tâm|ảnh hưởng trực tiếp đến sức khỏe}, {xử lý chậm dễ dẫn đến kiến nghị đông người|người dân sẵn sàng tham gia nếu có điều kiện thu gom}',
    ],
    solutions: [
      '{Lập tổ thu gom tự quản|Ký hợp đồng gom rác cụm xã} {có thu chi công khai|theo lịch cố định} và {kiểm tra đột xuất cơ sở xả thải|gắn với chấm điểm gia đình văn hóa}',
    ],
  },
  {
    code: 'village-names',
    topic: 'local-matters',
    strata: ['pensioners', 'ethnic-communities', 'intellectuals', 'party-members', 'farmers'],
    salience: { base: 0.4, episodes: [{ peak: '2026-11', height: 1.3, width: 3 }] },
    mood: [
      [0.3, 0.25, 0.45],
      [0.5, 0.15, 0.35],
    ],
    heat: 0.4,
    voices: {
      approve: {
        claims: [
          'việc {sắp xếp, sáp nhập thôn nhỏ|giữ tên thôn cũ trong tên mới} {sau khi lấy ý kiến cử tri|để giảm người kiêm nhiệm}',
          'cách làm {họp dân bàn kỹ tên gọi|bỏ phiếu kín chọn nhà văn hóa chung} {ở thôn mới|khi nhập thôn}',
        ],
        details: [
          '{Người cao tuổi|Người có uy tín} {góp nhiều ý kiến tâm huyết|giúp hai thôn xích lại gần nhau}',
          'Bà con cho rằng {tên nào cũng là quê mình|quan trọng là đường sá, đời sống tốt lên}',
        ],
      },
      oppose: {
        claims: [
          'việc {đặt tên thôn theo số thứ tự|bỏ tên gọi Tày, Nùng lâu đời}',
          'việc {nhập các thôn cách xa nhau, đi họp rất bất tiện|dùng một nhà văn hóa cho ba thôn, không đủ chỗ ngồi}',
        ],
        details: [
          '{Các cụ|Người cao tuổi} {tiếc tên bản cũ|coi đó là mất gốc}',
          'Việc {họp thôn, đám hiếu|sinh hoạt chi hội} {thưa người hơn|phải tổ chức hai nơi}',
        ],
      },
      undecided: {
        claims: [
          '{chế độ cho người thôi làm trưởng thôn|tài sản, quỹ thôn|việc cúng đình, miếu chung} {sau khi nhập thôn|khi sắp xếp}',
          'việc {sáp nhập thôn làm thay đổi chính sách|mất chế độ vùng đặc biệt khó khăn|phải sửa giấy tờ lần nữa}',
        ],
        details: [
          '{Nhiều hộ|Các gia đình ở thôn khó khăn} lo {không còn bảo hiểm y tế miễn phí|con em mất trợ cấp học tập}',
          'Bà con đề nghị {nói rõ cái được, cái mất|đừng làm vội}',
        ],
      },
    },
    rumours: {
      share: 0.17,
      claims: [
        'việc {thôn nào nhập cũng bị cắt hết chế độ|đất công của thôn sẽ bị bán}',
        'việc {đổi tên thôn phải nộp tiền làm lại căn cước|phân lại ruộng giữa các thôn}',
      ],
    },
    proposals: [
      'Đề nghị {lấy ý kiến rộng rãi|tôn trọng tên gọi truyền thống} khi {đặt tên thôn mới|sắp xếp thôn, khối phố}',
      'Đề nghị {giữ nguyên chính sách vùng khó khăn|hỗ trợ mở rộng nhà văn hóa} cho {thôn mới sau sáp nhập|các thôn nhập lại}',
    ],
    assessments: [
      'Tên thôn, bản {gắn với ký ức cộng đồng|là vấn đề tình cảm}, {cần bàn bạc kỹ và tôn trọng bản sắc|không nên nóng vội về tiến độ}',
    ],
    solutions: [
      '{Mời người có uy tín, nhà nghiên cứu|Tổ chức nhiều vòng họp dân} {cùng đề xuất tên gọi|bàn phương án nhà văn hóa} và {thông báo rõ chính sách được giữ|chỉ trình khi đa số hộ đồng thuận}',
    ],
  },
];
