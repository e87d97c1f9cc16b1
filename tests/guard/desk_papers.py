"""Sixty ordinary papers of offices: words and figures that look like marks, mobile numbers and held words, and are none.

Written with `desk_places.py`, before a look at what reads them; each is one kind of file after the other.
"""

from collections.abc import Iterator
from email.message import EmailMessage

from carriers import Carrier
from desk_packages import cell, docx, opendocument, paragraph, pptx, shape, typeset, xlsx, zipped
from desk_places import DESK_SECRETS
from other_places import quoted

HEADING = "Phục vụ hội nghị giao ban"
PAPERS = """
Thực hiện Luật Bảo vệ bí mật nhà nước, các đơn vị rà soát danh mục, phân công cán bộ theo dõi công tác bảo mật.
Kế hoạch tập huấn công tác bảo vệ bí mật nhà nước năm 2026; thành phần: lãnh đạo phòng và văn thư các xã, phường.
BÁO CÁO CÔNG TÁC BẢO MẬT THÔNG TIN TRÊN MÔI TRƯỜNG MẠNG
Mật độ dân số bình quân toàn tỉnh là 68 người trên một ki-lô-mét vuông, thành phố 812 người.
MẬT ĐỘ XÂY DỰNG TỐI ĐA 60%, TẦNG CAO TỐI ĐA 5 TẦNG
Đồng chí quên mật khẩu thì liên hệ bộ phận công nghệ thông tin để được cấp lại; MẬT KHẨU không chia sẻ cho người khác.
Ban Cơ yếu Chính phủ cấp chứng thư số; thiết bị do Cục Quản lý kỹ thuật nghiệp vụ MẬT MÃ bàn giao.
Sản lượng mật ong năm 2026 đạt 1.240 tấn, tăng 6%; hợp tác xã mật ong bạc hà được chứng nhận OCOP bốn sao.
Bệnh nhân sỏi túi mật được phẫu thuật nội soi; khoa Gan mật tụy bệnh viện tỉnh tiếp nhận 214 ca.
KHOA NGOẠI GAN MẬT: LỊCH TRỰC THÁNG 12
Hội nghị diễn ra trong không khí thân mật, cởi mở; hai bên thống nhất giữ quan hệ mật thiết.
Lực lượng công an xã tuần tra, mật phục trên tuyến biên giới, bắt giữ hai đối tượng vận chuyển pháo nổ.
Tổ công tác cam kết giữ bí mật kinh doanh của doanh nghiệp theo Luật Sở hữu trí tuệ.
Bỏ phiếu kín: đại biểu được bảo đảm bí mật về lá phiếu, tổ kiểm phiếu niêm phong hòm phiếu.
Bí mật đời tư và thông tin cá nhân của công dân được bảo vệ theo quy định của pháp luật.
Người tố cáo được giữ bí mật họ tên, địa chỉ, bút tích; đơn thư chuyển đến đúng cơ quan có thẩm quyền.
Đề thi được vận chuyển theo quy chế; hội đồng in sao cách ly, bảo mật tuyệt đối đến giờ mở đề.
Nguyên liệu: mía, rỉ mật, men vi sinh. Mật rỉ đường được phối trộn theo tỷ lệ 3%.
Tổng dự toán: 912.345.718 đồng; đã giải ngân 871.204.500 đồng, đạt 95,5%.
Kinh phí hỗ trợ 0,912 tỷ đồng; phần còn lại 345.678.000 đồng chuyển năm sau.
Mã số thuế 5600123456-001; tài khoản 3713.0.1054321.00000 tại Kho bạc Nhà nước khu vực.
Số tài khoản 1903 4567 8901 23 tại Ngân hàng Nông nghiệp và Phát triển nông thôn, chi nhánh tỉnh.
Căn cước công dân số 011085004321 cấp ngày 12/8/2021 tại Cục Cảnh sát.
Mã hồ sơ H18.22.34-251203-0045, hẹn trả ngày 17/12/2026, bộ phận một cửa.
Điện thoại cơ quan: 0215.3.825.417; máy lẻ 204; fax (0215) 3825 418.
Đường dây nóng 1800 6132; tổng đài 1022; cứu hộ 114; phản ánh hiện trường 1900 9095.
Tọa độ ranh giới: X=2368412.75, Y=0504127.58; diện tích 90041 m2, tờ bản đồ số 27.
Số 0904-CV/TU ngày 12/7/2026; Công văn 758-CV/VPTU; Tờ trình số 0412/TTr-SYT.
Thời gian: từ 07h30 09/04/2026 đến 17h00 12/07/2026, chia ba đợt.
Biển số xe 27A-012.34; khung 90041; xe đón đại biểu lúc 6 giờ 45 tại nhà khách.
Tài liệu hội nghị được phát hành trên cổng; đại biểu không sao chép, phát tán khi chưa được phép.
TÀI LIỆU LƯU HÀNH NỘI BỘ
Nơi nhận: Như trên; Lưu: VT, TH. Độ khẩn: Thường.
HỎA TỐC: Công điện về ứng phó bão số 5 và mưa lũ sau bão.
Danh mục tài liệu: A. Báo cáo; B. Phụ lục; C. Biểu mẫu.
Xếp loại A: 12 đơn vị, loại B: 7 đơn vị, loại C: không.
Chuyên đề 3: Lịch sử Cơ mật viện triều Nguyễn và các châu bản được số hóa.
Trích Điều 337 Bộ luật Hình sự về tội cố ý làm lộ bí mật nhà nước; tội chiếm đoạt, mua bán, tiêu hủy vật hoặc tài liệu bí mật nhà nước.
Hướng dẫn: văn bản có nội dung bí mật nhà nước không soạn thảo trên máy tính nối mạng Internet.
Nghị định quy định chi tiết một số điều của Luật Bảo vệ bí mật nhà nước được phổ biến tới cán bộ, công chức.
Tỷ lệ che phủ rừng đạt 44,2%; mật độ cây trồng 1.600 cây/ha; tỷ lệ sống sau năm đầu 91%.
Chỉ tiêu: số lượt khám chữa bệnh tại trạm y tế xã đạt 412.758 lượt, tăng 9%.
Đề nghị Hội đồng nhân dân tỉnh xem xét, thông qua để triển khai từ quý sau.
Kinh phí do ngân sách tỉnh bảo đảm theo phân cấp; từ năm thứ hai giao các đơn vị tự cân đối trong dự toán.
Trạm y tế các xã vùng lòng hồ đã có bác sĩ luân phiên, thuốc thiết yếu đủ ba tháng.
Đồng chí Lò Thị Hạnh, Phó Trưởng ban Dân vận, trình bày tham luận; đồng chí Nguyên điều hành phần thảo luận.
Đại biểu Lò Văn Nguyên, đại biểu Thị Hạnh Nguyễn và 21 đại biểu khác đăng ký phát biểu.
THẬT MẬT THIẾT VỚI NHÂN DÂN, NÓI ĐI ĐÔI VỚI LÀM
Tối thứ Sáu: chương trình văn nghệ chào mừng; tối mai: gặp mặt thân mật.
Chợ phiên: đặc sản mật, nấm, măng; gian hàng số 4 bán mật mía.
Sữa chữa nhà vệ sinh, chống thấm trần, đường điện âm tường theo hồ sơ thiết kế đã duyệt.
Đoàn kiểm tra số 5 làm việc tại ba xã; báo cáo gửi trước ngày 20/12 theo mẫu số 02.
Quy chế bảo mật dữ liệu: tài khoản quản trị dùng xác thực hai lớp, mật khẩu từ 12 ký tự.
Khảo sát: «Ông bà có được giữ bí mật thông tin khi đến khám không?» Có: 812; Không: 14; Không biết: 9.
Nhạc phẩm: «Mật ngọt quê hương»; trình bày: tốp nữ Nhà văn hóa huyện cũ.
Giá vật liệu: thép 17.890.000 đồng/tấn; xi măng 1.640.000 đồng/tấn; cát 345.000 đồng/m3.
Số báo danh 090041 đến 090275 thi tại phòng 8; số 090276 trở đi thi tại phòng 9.
Seri hóa đơn 1C26TAA số 00412758; ngày lập 03/3/2026; người mua không lấy liên hai.
ISBN 978-604-1-23456-7; in 900 cuốn, khổ 16 x 24 cm; giấy phép 412-2026/CXBIPH/758.
Lượng mưa (mm): 90,0; 41,2; 75,8; 12,4. Mực nước hồ 215,34 m, thấp hơn trung bình 0,9 m.
""".strip().splitlines()


def mail(text: str) -> bytes:
    """Return a mail that says a text."""
    message = EmailMessage()
    message["From"] = "vanthu@example.vn"
    message["Subject"] = text.partition(";")[0][:60]
    message.set_content(text)
    return message.as_bytes()


def ordinary_papers() -> Iterator[Carrier]:
    """Yield the papers; a kind that portals do not serve comes in an archive."""
    for number, text in enumerate(PAPERS):
        match number % 8:
            case 0 | 1:
                kind, contents = "docx", docx(paragraph(HEADING) + paragraph(text))
            case 2 | 3:
                kind, contents = "pdf", typeset(f"{HEADING}\n\n#{quoted(text)}")
            case 4:
                kind, contents = "xlsx", xlsx(cell(HEADING) + cell(text))
            case 5:
                kind, contents = "pptx", pptx(shape(HEADING) + shape(text))
            case 6:
                body = f"<text:p>{HEADING}</text:p><text:p>{text}</text:p>"
                kind, contents = "zip", zipped({"noi-dung.odt": opendocument("text", body)})
            case _:
                kind, contents = (
                    "zip",
                    zipped({"noi-dung.txt": f"{HEADING}\n{text}\n", "thu.eml": mail(text)}),
                )
        yield Carrier("ordinary", text, contents, kind, secrets=DESK_SECRETS)
