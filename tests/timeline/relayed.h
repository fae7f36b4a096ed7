// Relayed timelines: what is in one, and whether it is what a workspace has to tell.
#ifndef VEXLENS_TESTS_TIMELINE_RELAYED_H_
#define VEXLENS_TESTS_TIMELINE_RELAYED_H_

#include <string>
#include <string_view>
#include <vector>

#include "vexlens/timeline.h"
#include "vexlens/workspace.h"

namespace vexlens::testing {

// Returns all events of a tenant, in the order of the log.
std::vector<TimelineEvent> EventsIn(Timeline& timeline, std::string_view tenant);

// Returns each as canonical JSON without the instant of receipt, in the order given.
std::vector<std::string> TextsOf(std::vector<TimelineEvent> events);

// Expects that the timeline has each fact of the tenant once and nothing else: as many updates as revisions, each under
// the id that Revision::Json has; opened and closed in turn for each conflict, which leaves those in the queue; the
// waivers; the changes of policy. And that the log verifies.
void ExpectTellsAll(Workspace& workspace, Timeline& timeline, std::string_view tenant);

}  // namespace vexlens::testing

#endif  // VEXLENS_TESTS_TIMELINE_RELAYED_H_
