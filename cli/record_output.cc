#include "cli/record_output.h"

#include <cstddef>

#include "cli/streams.h"

namespace vexlens::cli {
namespace {

constexpr std::size_t kFlushAt = std::size_t{1} << 20;
constexpr std::size_t kRowsAtOnce = 10'000;  // of a table

}  // namespace

bool RecordOutput::Add(std::string_view record) {
  if (output_ == Output::kTable) {
    table_.Add(ReadRecordRow(record).Cells());
    return table_.size() < kRowsAtOnce || Flush();
  }
  if (output_ == Output::kJson) text_ += any_ ? ",\n" : "[\n";
  any_ = true;
  text_ += record;
  if (output_ == Output::kNdjson) text_ += '\n';
  return text_.size() < kFlushAt || Flush();
}

bool RecordOutput::Finish() {
  if (output_ == Output::kJson) text_ += any_ ? "\n]\n" : "[]\n";
  return Flush();
}

bool RecordOutput::Flush() {
  if (output_ == Output::kTable) text_ = table_.Take(terminal_);
  const bool written = Write(text_);
  text_.clear();
  return written;
}

}  // namespace vexlens::cli
