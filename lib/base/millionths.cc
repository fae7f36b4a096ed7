#include "vexlens/support/millionths.h"

#include <charconv>

namespace vexlens {

char* WriteMillionths(Millionths value, char* at) {
  at = std::to_chars(at, at + 20, value / kOne).ptr;
  std::uint64_t fraction = value % kOne;
  if (fraction == 0) return at;
  *at = '.';
  for (int i = 6; i >= 1; --i, fraction /= 10) at[i] = static_cast<char>('0' + fraction % 10);
  at += 7;
  while (at[-1] == '0') --at;
  return at;
}

void AppendMillionths(Millionths value, std::string& out) {
  char text[kMillionthsRoom];
  out.append(text, WriteMillionths(value, text));
}

}  // namespace vexlens
