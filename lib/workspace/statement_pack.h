// StatementPack: what one document says about one vulnerability, in few bytes.
#ifndef VEXLENS_LIB_WORKSPACE_STATEMENT_PACK_H_
#define VEXLENS_LIB_WORKSPACE_STATEMENT_PACK_H_

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "vexlens/evidence.h"

namespace vexlens::workspace {

// PackStatements writes statements, given by their indexes, without their document and vulnerability. The same
// statements give the same bytes, whatever else the evidence holds.
std::string PackStatements(const Evidence& evidence, std::span<const std::uint32_t> statements);

// UnpackStatements adds them to `evidence` again, as those of `document` about `vulnerability`. False when `pack` is
// nothing that PackStatements writes; some may have been added then.
bool UnpackStatements(std::string_view pack, std::uint32_t document, TextId vulnerability, Evidence& evidence);

// PackElement and UnpackElement do so for what an element of a BOM stands for.
std::string PackElement(const Evidence& evidence, const Evidence::BomElement& element);
bool UnpackElement(std::string_view pack, Evidence& evidence, Evidence::BomElement& element);

}  // namespace vexlens::workspace

#endif  // VEXLENS_LIB_WORKSPACE_STATEMENT_PACK_H_
