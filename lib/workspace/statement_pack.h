// StatementPack: what one document says about one vulnerability, in few bytes.
#ifndef VEXLENS_LIB_WORKSPACE_STATEMENT_PACK_H_
#define VEXLENS_LIB_WORKSPACE_STATEMENT_PACK_H_

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "vexlens/evidence.h"

namespace vexlens::workspace {

// Packs statements, given by their indexes, without their document and vulnerability. The same statements give the same
// bytes, whatever else the evidence holds.
std::string PackStatements(const Evidence& evidence, std::span<const std::uint32_t> statements);

// Adds the statements of a pack to `evidence`, as those of `document` about `vulnerability`. Returns false for bytes
// that PackStatements does not write; some statements may have been added then.
bool UnpackStatements(std::string_view pack, std::uint32_t document, TextId vulnerability, Evidence& evidence);

// Packs what an element of a BOM stands for.
std::string PackElement(const Evidence& evidence, const Evidence::BomElement& element);
// Unpacks all of `element` but its link and document. Returns false for malformed bytes; there is no checksum.
bool UnpackElement(std::string_view pack, Evidence& evidence, Evidence::BomElement& element);

}  // namespace vexlens::workspace

#endif  // VEXLENS_LIB_WORKSPACE_STATEMENT_PACK_H_
