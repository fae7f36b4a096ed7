// EnvelopePack: what is known of an envelope, in one column.
#ifndef VEXLENS_LIB_WORKSPACE_ENVELOPE_PACK_H_
#define VEXLENS_LIB_WORKSPACE_ENVELOPE_PACK_H_

#include <string>
#include <string_view>

#include "vexlens/support/envelope.h"

namespace vexlens::workspace {

// Packs an envelope without its digest, which has a column of its own.
std::string PackEnvelope(const Envelope& envelope);

// Returns false for bytes that PackEnvelope does not write; `envelope` is then unspecified.
bool UnpackEnvelope(std::string_view pack, Envelope& envelope);

}  // namespace vexlens::workspace

#endif  // VEXLENS_LIB_WORKSPACE_ENVELOPE_PACK_H_
