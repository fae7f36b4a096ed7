// Ingested: what became of documents that were to be taken.
#ifndef VEXLENS_INGESTED_H_
#define VEXLENS_INGESTED_H_

#include <cstddef>
#include <functional>
#include <string>

#include "vexlens/reader.h"

namespace vexlens {

// Ingested tells what became of one document. `added` is false for one that the tenant had already.
struct Ingested {
  Report report;
  bool added = false;

  // Json is {added, digest, error {code, message} or null, findings [{code, kind, location, message}], format,
  // formatVersion, ignored, outcome, refused, statements, warnings} as canonical JSON.
  std::string Json() const;
};

// Progress hears how many documents are done. False stops the work, which is then CANCELLED and has done nothing.
using Progress = std::function<bool(std::size_t done)>;

}  // namespace vexlens

#endif  // VEXLENS_INGESTED_H_
