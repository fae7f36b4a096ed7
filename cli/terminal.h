// The terminal: colours and pictures for people, plain text for everything else.
#ifndef VEXLENS_CLI_TERMINAL_H_
#define VEXLENS_CLI_TERMINAL_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace vexlens::cli {

// Style is how a piece of text looks on a terminal.
enum class Style { kPlain, kBold, kDim, kRed, kYellow, kGreen, kCyan };

// Terminal knows whether standard output is one.
class Terminal {
 public:
  // OfStandardOutput heeds NO_COLOR (no-color.org).
  static Terminal OfStandardOutput();

  // Paint wraps `text` in the codes of `style`, on a terminal with colours only.
  std::string Paint(Style style, std::string_view text) const;

 private:
  bool colours_ = false;
};

// Safe is `text` with control characters and what is no UTF-8 shown as \xNN, and characters that turn the direction
// of writing as \uNNNN: input never drives the terminal, nor misleads who reads it.
std::string Safe(std::string_view text);

// Wrapped is the words of `text`, made Safe, in lines of at most `width` characters; a longer word has a line of its
// own. Line feeds of the text are blanks like others.
std::vector<std::string> Wrapped(std::string_view text, std::size_t width);

// Bar is `value` of `whole` drawn in `width` columns.
std::string Bar(double value, double whole, std::size_t width);

// Table is rows of cells under a header, in aligned columns.
class Table {
 public:
  struct Cell {
    std::string text;
    Style style = Style::kPlain;
    bool right = false;  // numbers
  };

  explicit Table(std::vector<std::string> header);
  void Add(std::vector<Cell> row);
  bool empty() const { return rows_.empty(); }

  // Text is the whole table, each line behind `indent`; columns without any content are left out.
  std::string Text(const Terminal& terminal, std::string_view indent = "") const;

  // Take is Text of the rows since the last Take, which are then forgotten: a long table in pieces. Columns never
  // become narrower; the header is there when they moved.
  std::string Take(const Terminal& terminal);
  std::size_t size() const { return rows_.size(); }

 private:
  std::vector<std::size_t> Widths() const;
  std::string Lines(const Terminal& terminal, std::string_view indent, const std::vector<std::size_t>& widths,
                    bool with_header) const;

  std::vector<Cell> header_;
  std::vector<std::vector<Cell>> rows_;
  std::vector<std::size_t> taken_;  // the widths of what was taken
};

}  // namespace vexlens::cli

#endif  // VEXLENS_CLI_TERMINAL_H_
