// StatementPack: what one document says about one vulnerability, in few bytes.
#ifndef VEXLENS_LIB_STORE_STATEMENT_PACK_H_
#define VEXLENS_LIB_STORE_STATEMENT_PACK_H_

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "vexlens/evidence.h"

namespace vexlens::store {

// PackStatements writes statements, given by their indexes, without their document and vulnerability. The same
// statements give the same bytes, whatever else the evidence holds.
std::string PackStatements(const Evidence& evidence, std::span<const std::uint32_t> statements);

// UnpackStatements adds them to `evidence` again, as those of `document` about `vulnerability`. False when `pack` is
// nothing that PackStatements writes; some may have been added then.
bool UnpackStatements(std::string_view pack, std::uint32_t document, TextId vulnerability, Evidence& evidence);

// PackSubjects and UnpackSubjects do so for a product and its component, which may be none.
std::string PackSubjects(const Evidence& evidence, SubjectId product, SubjectId component);
bool UnpackSubjects(std::string_view pack, Evidence& evidence, SubjectId& product, SubjectId& component);

}  // namespace vexlens::store

#endif  // VEXLENS_LIB_STORE_STATEMENT_PACK_H_
