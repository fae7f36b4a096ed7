// Handles: what libnats makes, destroyed by its owner.
#ifndef VEXLENS_DRIVERS_NATS_HANDLES_H_
#define VEXLENS_DRIVERS_NATS_HANDLES_H_

#include <nats/nats.h>

#include <memory>

namespace vexlens::nats {

template <auto kDestroy>
struct Destroyer {
  template <typename Handle>
  void operator()(Handle* handle) const {
    kDestroy(handle);
  }
};

template <typename Handle, auto kDestroy>
using Owned = std::unique_ptr<Handle, Destroyer<kDestroy>>;

using OwnedOptions = Owned<natsOptions, natsOptions_Destroy>;
using OwnedConnection = Owned<natsConnection, natsConnection_Destroy>;
using OwnedJetStream = Owned<jsCtx, jsCtx_Destroy>;
using OwnedSubscription = Owned<natsSubscription, natsSubscription_Destroy>;
using OwnedMessage = Owned<natsMsg, natsMsg_Destroy>;
using OwnedMetaData = Owned<jsMsgMetaData, jsMsgMetaData_Destroy>;
using OwnedConsumerInfo = Owned<jsConsumerInfo, jsConsumerInfo_Destroy>;
using OwnedStreamInfo = Owned<jsStreamInfo, jsStreamInfo_Destroy>;
using OwnedStreamNames = Owned<jsStreamNamesList, jsStreamNamesList_Destroy>;
using OwnedAccountInfo = Owned<jsAccountInfo, jsAccountInfo_Destroy>;

// Taken receives a handle that a call gives through a pointer: `Call(Taken(owned))`.
template <typename Owner>
class Taken {
 public:
  explicit Taken(Owner& owner) : owner_(owner) {}
  ~Taken() { owner_.reset(handle_); }
  Taken(const Taken&) = delete;
  Taken& operator=(const Taken&) = delete;
  operator typename Owner::pointer *() { return &handle_; }  // NOLINT(google-explicit-constructor)

 private:
  Owner& owner_;
  typename Owner::pointer handle_ = nullptr;
};

}  // namespace vexlens::nats

#endif  // VEXLENS_DRIVERS_NATS_HANDLES_H_
