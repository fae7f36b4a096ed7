// Numbers as ECMAScript writes them, which is how RFC 8785 wants them.
#ifndef VEXLENS_LIB_JSON_NUMBER_H_
#define VEXLENS_LIB_JSON_NUMBER_H_

#include <cstddef>
#include <string>
#include <string_view>

namespace vexlens::json {

// WriteNumber writes a finite double as Number.prototype.toString does (ECMA-262, 6.1.6.1.20): the shortest digits
// that read back as the same double, without an exponent from 1e-6 up to below 1e21. There is room for kNumberRoom
// bytes at `at`; returns the end of what was written.
inline constexpr std::size_t kNumberRoom = 32;
char* WriteNumber(double value, char* at);

// NarrowWideIntegers is `text`, which need not be JSON, with every whole number outside strings that is too wide
// for 64 bit spelled by digits and exponent of the double nearest to it, with spaces behind it up to its old length:
// all other bytes stay where they are. One beyond the range of a double stays as it is.
std::string NarrowWideIntegers(std::string_view text);

}  // namespace vexlens::json

#endif  // VEXLENS_LIB_JSON_NUMBER_H_
