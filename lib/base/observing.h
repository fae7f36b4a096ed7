// Observing: the observer of one call, and the spans of its work. Without an observer nothing of it costs anything.
#ifndef VEXLENS_LIB_BASE_OBSERVING_H_
#define VEXLENS_LIB_BASE_OBSERVING_H_

#include <chrono>
#include <cstdint>
#include <string_view>

#include "vexlens/observer.h"

namespace vexlens::base {

// Returns the trace of a call that is part of no request.
inline const Trace& NoTrace() {
  static const Trace* const none = new Trace;  // lives as long as the process
  return *none;
}

// Observing is who observes a call, which request the call is part of, and the span that it is in. It does not own
// them. Copied freely.
struct Observing {
  Observer* observer = nullptr;
  const MonotonicClock* clock = nullptr;
  const Trace* trace = &NoTrace();
  std::uint64_t span = 0;

  explicit operator bool() const { return observer != nullptr; }

  std::chrono::nanoseconds Now() const {
    if (observer == nullptr) return {};
    return clock != nullptr && *clock ? (*clock)() : std::chrono::steady_clock::now().time_since_epoch();
  }
};

// Span is a piece of work that is observed. It ends when it is ended, or as a failure when it is destroyed.
class Span {
 public:
  Span(const Observing& around, std::string_view name) : inside_(around) {
    if (inside_) inside_.span = inside_.observer->OnSpanBegun({name, around.span, *inside_.trace});
  }
  Span(const Span&) = delete;
  Span& operator=(const Span&) = delete;
  ~Span() { End(false); }

  // Returns how the work in it is observed.
  const Observing& inside() const { return inside_; }

  void End(bool ok) {
    if (!inside_ || ended_) return;
    ended_ = true;
    inside_.observer->OnSpanEnded(inside_.span, ok);
  }

 private:
  Observing inside_;
  bool ended_ = false;
};

}  // namespace vexlens::base

#endif  // VEXLENS_LIB_BASE_OBSERVING_H_
