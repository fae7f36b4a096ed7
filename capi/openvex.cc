// Statements of one's own, from a table to a document.
#include <string>
#include <utility>

#include "absl/cleanup/cleanup.h"
#include "absl/status/statusor.h"
#include "capi/arguments.h"
#include "capi/error.h"
#include "capi/text.h"
#include "vexlens/arrow.h"

using vexlens::capi::Arguments;
using vexlens::capi::Give;
using vexlens::capi::Guard;

vexlens_error* vexlens_openvex(ArrowArrayStream* rows, const vexlens_openvex_options* options,
                               vexlens_bytes** document) {
  return Guard([&]() -> absl::Status {
    const absl::Cleanup release = [rows] {
      if (rows != nullptr && rows->release != nullptr) rows->release(rows);
    };
    Arguments in;
    in.NotNull(rows, "rows");
    in.NotNull(options, "options");
    const auto given = in.Options(options, "options");
    in.Zero(given.reserved, "options.reserved");
    vexlens::OpenVexHeader header;
    header.author = in.Text(given.author, "options.author");
    header.id = in.Text(given.id, "options.id");
    header.issued_at = in.InstantOf(given.issued_at, "options.issued_at");
    in.NotNull(document, "document");
    if (!in.ok()) return in.status();
    absl::StatusOr<std::string> written = vexlens::OpenVexFromArrow(rows, header);
    return Give(std::move(written), document);
  });
}
