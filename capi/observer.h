// HostObserver: an observer of C, as the library calls it.
#ifndef VEXLENS_CAPI_OBSERVER_H_
#define VEXLENS_CAPI_OBSERVER_H_

#include <cstdint>
#include <memory>

#include "capi/arguments.h"
#include "vexlens/observer.h"
#include "vexlens_observer.h"

namespace vexlens::capi {

class HostObserver final : public Observer {
 public:
  explicit HostObserver(const vexlens_observer& given) : given_(given) {}

  // Returns an observer that calls what the caller gave; null for null.
  static std::unique_ptr<HostObserver> Of(const vexlens_observer* given, Arguments& in);

  // Returns the caller's clock; null for the system's. It must not outlive this.
  MonotonicClock Monotonic() const;

  void OnDocumentIngested(const DocumentIngested& event, const Trace& trace) override;
  void OnSignatureFailed(const SignatureFailed& event, const Trace& trace) override;
  void OnRecomputeFinished(const RecomputeFinished& event, const Trace& trace) override;
  void OnTrustChanged(const TrustChanged& event, const Trace& trace) override;
  void OnConflictsCounted(const ConflictsCounted& event, const Trace& trace) override;
  void OnConflictsFound(const ConflictsFound& event, const Trace& trace) override;
  void OnEventIngested(const EventIngested& event, const Trace& trace) override;
  std::uint64_t OnSpanBegun(const SpanBegun& event) override;
  void OnSpanEnded(std::uint64_t span, bool ok) override;

 private:
  const vexlens_observer given_;
};

}  // namespace vexlens::capi

#endif  // VEXLENS_CAPI_OBSERVER_H_
