#include "vexlens/millionths.h"

#include <charconv>

namespace vexlens {

void AppendMillionths(Millionths value, std::string& out) {
  if (value == 0 || value == kOne) {  // most factors are
    out += value == 0 ? '0' : '1';
    return;
  }
  char digits[32];
  char* end = std::to_chars(digits, digits + 20, value / kOne).ptr;
  std::uint64_t fraction = value % kOne;
  if (fraction != 0) {
    *end = '.';
    for (int i = 6; i >= 1; --i, fraction /= 10) end[i] = static_cast<char>('0' + fraction % 10);
    end += 7;
    while (end[-1] == '0') --end;
  }
  out.append(digits, end);
}

}  // namespace vexlens
