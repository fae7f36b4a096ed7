#include "cli/terminal.h"

#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "cli/utf8.h"

namespace vexlens::cli {
namespace {

// Width is the number of characters, which is what a terminal's columns are for the texts shown here.
std::size_t Width(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

std::string_view Code(Style style) {
  switch (style) {
    case Style::kPlain:
      return "";
    case Style::kBold:
      return "\x1b[1m";
    case Style::kDim:
      return "\x1b[2m";
    case Style::kRed:
      return "\x1b[31m";
    case Style::kYellow:
      return "\x1b[33m";
    case Style::kGreen:
      return "\x1b[32m";
    case Style::kCyan:
      return "\x1b[36m";
  }
  return "";
}

// TurnsDirection tells the embeddings, overrides and isolates of Unicode's bidirectional algorithm (UAX #9).
bool TurnsDirection(char32_t code) { return (code >= 0x202A && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069); }

}  // namespace

Terminal Terminal::OfStandardOutput() {
  Terminal terminal;
  const char* no_color = std::getenv("NO_COLOR");
  terminal.colours_ = isatty(STDOUT_FILENO) != 0 && (no_color == nullptr || *no_color == '\0');
  return terminal;
}

std::string Terminal::Paint(Style style, std::string_view text) const {
  if (!colours_ || style == Style::kPlain) return std::string(text);
  return absl::StrCat(Code(style), text, "\x1b[0m");
}

std::string Safe(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const Character first = FirstCharacter(text);
    const std::size_t size = std::max<std::size_t>(first.size, 1);
    if (first.size == 0 || first.code < 0x20 || (first.code >= 0x7F && first.code < 0xA0)) {
      for (const char c : text.substr(0, size)) {
        absl::StrAppend(&out, "\\x", absl::Hex(static_cast<unsigned char>(c), absl::kZeroPad2));
      }
    } else if (TurnsDirection(first.code)) {
      absl::StrAppend(&out, "\\u", absl::Hex(static_cast<std::uint32_t>(first.code), absl::kZeroPad4));
    } else {
      absl::StrAppend(&out, text.substr(0, size));
    }
    text.remove_prefix(size);
  }
  return out;
}

std::vector<std::string> Wrapped(std::string_view text, std::size_t width) {
  std::vector<std::string> lines;
  std::size_t used = 0;
  for (const std::string_view word : absl::StrSplit(text, absl::ByAnyChar(" \t\r\n"), absl::SkipEmpty())) {
    const std::string shown = Safe(word);
    const std::size_t size = Width(shown);
    if (lines.empty() || used + 1 + size > width) {
      lines.push_back(shown);
      used = size;
    } else {
      absl::StrAppend(&lines.back(), " ", shown);
      used += 1 + size;
    }
  }
  return lines;
}

std::string Bar(double value, double whole, std::size_t width) {
  static constexpr std::string_view kEighths[] = {"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
  const auto eighths = static_cast<std::size_t>(std::lround(value / whole * static_cast<double>(width) * 8));
  std::string out;
  for (std::size_t i = 0; i < eighths / 8; ++i) out += "█";
  out += kEighths[eighths % 8];
  return out;
}

Table::Table(std::vector<std::string> header) {
  for (std::string& text : header) header_.push_back({std::move(text), Style::kDim, false});
}

void Table::Add(std::vector<Cell> row) {
  for (Cell& cell : row) cell.text = Safe(cell.text);
  rows_.push_back(std::move(row));
}

std::vector<std::size_t> Table::Widths() const {
  std::vector<std::size_t> widths = taken_;
  widths.resize(header_.size(), 0);
  for (const std::vector<Cell>& row : rows_) {
    for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], Width(row[i].text));
  }
  return widths;
}

std::string Table::Text(const Terminal& terminal, std::string_view indent) const {
  return Lines(terminal, indent, Widths(), true);
}

std::string Table::Take(const Terminal& terminal) {
  std::vector<std::size_t> widths = Widths();
  std::string lines = Lines(terminal, "", widths, widths != taken_);
  taken_ = std::move(widths);
  rows_.clear();
  return lines;
}

std::string Table::Lines(const Terminal& terminal, std::string_view indent, const std::vector<std::size_t>& widths,
                         bool with_header) const {
  std::string out;
  const auto write = [&](const std::vector<Cell>& row, const std::vector<Cell>& like) {
    std::string line(indent);
    std::size_t owed = 0;  // spaces, written only before more text
    for (std::size_t i = 0; i < row.size(); ++i) {
      if (widths[i] == 0) continue;
      const std::size_t column = std::max(widths[i], Width(header_[i].text));
      if (row[i].text.empty()) {
        owed += column + 2;
        continue;
      }
      const std::size_t gap = column - Width(row[i].text);
      line.append(owed + (like[i].right ? gap : 0), ' ');
      line += terminal.Paint(row[i].style, row[i].text);
      owed = (like[i].right ? 0 : gap) + 2;
    }
    absl::StrAppend(&out, line, "\n");
  };
  if (rows_.empty()) return out;
  if (with_header) write(header_, rows_.front());
  for (const std::vector<Cell>& row : rows_) write(row, row);
  return out;
}

}  // namespace vexlens::cli
