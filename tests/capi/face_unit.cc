#include "tests/capi/face_unit.h"

#include "vexlens.hpp"

std::string OtherUnitDigest(std::string_view bytes) { return vexlens::Sha256(bytes); }
