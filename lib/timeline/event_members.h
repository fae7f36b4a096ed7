// EventMembers: the members of an event, each out of a JSON value.
#ifndef VEXLENS_LIB_TIMELINE_EVENT_MEMBERS_H_
#define VEXLENS_LIB_TIMELINE_EVENT_MEMBERS_H_

#include <optional>
#include <string>
#include <string_view>

#include "lib/json/document.h"
#include "lib/timeline/faults.h"
#include "vexlens/digest.h"
#include "vexlens/instant.h"
#include "vexlens/timeline_event.h"

namespace vexlens::timeline {

// EventMembers fills an event, and adds what is wrong to `faults`. Both must outlive it.
class EventMembers {
 public:
  // `received` allows the member `receivedAt`, which is the timeline's own.
  EventMembers(bool received, TimelineEvent& event, Faults& faults)
      : received_(received), event_(event), faults_(faults) {}

  // Takes all members of an event in our own form.
  void Read(json::Value root);

  // Takes the value of the member `name`; `place` is the value's JSON Pointer, for messages.
  void Take(std::string_view name, std::string_view place, json::Value value);

 private:
  using Taker = void (EventMembers::*)(std::string_view place, json::Value value);
  struct Member {
    std::string_view name;
    std::string TimelineEvent::*text;  // where it goes, of those that are plain texts
    Taker take = nullptr;
  };
  static const Member* Find(std::string_view name);

  std::string Text(std::string_view place, json::Value value);
  std::optional<Digest> ADigest(std::string_view place, json::Value value);
  Instant AnInstant(std::string_view place, json::Value value);

  void OccurredAt(std::string_view place, json::Value value);
  void ReceivedAt(std::string_view place, json::Value value);
  void Severity(std::string_view place, json::Value value);
  void Payload(std::string_view place, json::Value value);
  void PayloadDigest(std::string_view place, json::Value value);
  void Attributes(std::string_view place, json::Value value);
  void Evidence(std::string_view place, json::Value value);
  EventEvidence OneEvidence(const std::string& place, json::Value value);

  const bool received_;
  TimelineEvent& event_;
  Faults& faults_;
};

}  // namespace vexlens::timeline

#endif  // VEXLENS_LIB_TIMELINE_EVENT_MEMBERS_H_
