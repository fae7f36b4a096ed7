// Readers: how documents of each format are recognised and read, in one table.
#ifndef VEXLENS_LIB_FORMATS_READERS_H_
#define VEXLENS_LIB_FORMATS_READERS_H_

#include <span>
#include <string_view>

#include "absl/status/status.h"
#include "lib/formats/draft.h"
#include "lib/json/document.h"
#include "vexlens/evidence.h"
#include "vexlens/reader.h"
#include "vexlens/support/format.h"

namespace vexlens::formats {

// Reader is the part of a format that only its documents concern.
struct Reader {
  Format format;
  bool (*recognises)(json::Value root);  // `root` is an object
  absl::Status (*read)(Draft& draft);

  // How the types of in-toto predicates with such a document begin.
  std::span<const std::string_view> predicate_types;

  // Reports whether a predicate leaves its products to the subjects of its statement; none where no document may.
  bool (*needs_subjects)(json::Value predicate) = nullptr;
};

// Returns the readers of all formats, a row for each of kFormatTable. A document is read by the first that recognises
// it.
std::span<const Reader> Readers();

// Reads as ReadDocument does, documents of these formats alone.
Report ReadDocumentWith(std::span<const Reader> readers, std::string_view bytes, const ReadOptions& options,
                        Evidence& evidence);

}  // namespace vexlens::formats

#endif  // VEXLENS_LIB_FORMATS_READERS_H_
