// ReadInTotoSubjects: the subjects of an in-toto statement as products.
#ifndef VEXLENS_LIB_FORMATS_IN_TOTO_SUBJECTS_H_
#define VEXLENS_LIB_FORMATS_IN_TOTO_SUBJECTS_H_

#include <vector>

#include "lib/formats/findings.h"
#include "lib/json/document.h"
#include "vexlens/evidence.h"

namespace vexlens::formats {

// Returns what the subjects of a statement name, without repeats: of each the purl in its uri or name, else its
// digests. One with neither is refused.
std::vector<SubjectId> ReadInTotoSubjects(json::Value subjects, Findings& findings);

}  // namespace vexlens::formats

#endif  // VEXLENS_LIB_FORMATS_IN_TOTO_SUBJECTS_H_
