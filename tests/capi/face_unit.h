// A second unit with vexlens.hpp in it, in the same program.
#ifndef VEXLENS_TESTS_CAPI_FACE_UNIT_H_
#define VEXLENS_TESTS_CAPI_FACE_UNIT_H_

#include <string>
#include <string_view>

// OtherUnitDigest is vexlens::Sha256, asked by another unit.
std::string OtherUnitDigest(std::string_view bytes);

#endif  // VEXLENS_TESTS_CAPI_FACE_UNIT_H_
