// OpenVexFromArrow: a table of statements as one OpenVEX document.
#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/arrow/imported_stream.h"
#include "lib/arrow/rows_in.h"
#include "lib/json/utf8.h"
#include "lib/provenance/openvex_document.h"
#include "vexlens/arrow.h"
#include "vexlens/support/status_macros.h"

namespace vexlens {

using provenance::OpenVexDocument;

namespace {

absl::Status CheckHeader(const OpenVexHeader& header) {
  if (header.author.empty()) return absl::InvalidArgumentError("no author: OpenVEX says who speaks");
  if (!json::IsUtf8(header.author)) return absl::InvalidArgumentError("the author is not UTF-8");
  if (!json::IsUtf8(header.id)) return absl::InvalidArgumentError("the document's id is not UTF-8");
  if (!header.issued_at.dated()) return absl::InvalidArgumentError("no instant: OpenVEX says when");
  return absl::OkStatus();
}

// StatementList is the elements of the document.
class StatementList {
 public:
  explicit StatementList(const StatementLimits& limits) : limits_(limits) {}

  absl::Status Add(const arrow::ColumnsIn& columns, const ArrowSchema& schema, const ArrowArray& batch) {
    // This also stops a producer of endless empty batches.
    if (++batches_ > limits_.rows) {
      return absl::ResourceExhaustedError(absl::StrCat("more than ", limits_.rows, " batches"));
    }
    if (batch.length > limits_.rows - rows_) {
      return absl::ResourceExhaustedError(absl::StrCat("more than ", limits_.rows, " rows"));
    }
    VEXLENS_ASSIGN_OR_RETURN(const arrow::RowsIn rows, arrow::RowsIn::Open(columns, schema, batch));
    for (std::int64_t row = 0; row < batch.length; ++row, ++rows_) {
      if (rows_ > 0) json_ += ',';
      absl::Status status = rows.Append(row, json_);
      if (!status.ok()) return absl::Status(status.code(), absl::StrCat("row ", rows_, ": ", status.message()));
      if (json_.size() > limits_.bytes) {
        return absl::ResourceExhaustedError(absl::StrCat("a document of more than ", limits_.bytes, " bytes"));
      }
    }
    return absl::OkStatus();
  }

  const std::string& json() const { return json_; }

 private:
  const StatementLimits& limits_;
  std::string json_;
  std::int64_t batches_ = 0;
  std::int64_t rows_ = 0;
};

}  // namespace

absl::StatusOr<std::string> OpenVexFromArrow(ArrowArrayStream* stream, const OpenVexHeader& header,
                                             const StatementLimits& limits) {
  arrow::ImportedStream in(stream);
  VEXLENS_RETURN_IF_ERROR(CheckHeader(header));
  VEXLENS_RETURN_IF_ERROR(in.ReadSchema());
  VEXLENS_ASSIGN_OR_RETURN(const arrow::ColumnsIn columns, arrow::ColumnsIn::Find(in.schema()));
  StatementList statements(limits);
  while (true) {
    VEXLENS_ASSIGN_OR_RETURN(const std::optional<arrow::Imported<ArrowArray>> batch, in.Next());
    if (!batch.has_value()) break;
    VEXLENS_RETURN_IF_ERROR(statements.Add(columns, in.schema(), **batch));
  }
  if (statements.json().empty()) return absl::InvalidArgumentError("no rows: a document says something");
  return OpenVexDocument(header.id, header.author, header.issued_at, statements.json());
}

}  // namespace vexlens
