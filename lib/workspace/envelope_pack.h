// EnvelopePack: what was seen of an envelope, in one column.
#ifndef VEXLENS_LIB_WORKSPACE_ENVELOPE_PACK_H_
#define VEXLENS_LIB_WORKSPACE_ENVELOPE_PACK_H_

#include <string>
#include <string_view>

#include "vexlens/envelope.h"

namespace vexlens::workspace {

// PackEnvelope leaves the digest out, which has a column of its own.
std::string PackEnvelope(const Envelope& envelope);

// UnpackEnvelope is false when the bytes are no such pack.
bool UnpackEnvelope(std::string_view pack, Envelope& envelope);

}  // namespace vexlens::workspace

#endif  // VEXLENS_LIB_WORKSPACE_ENVELOPE_PACK_H_
