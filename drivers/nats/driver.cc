// What the driver for NATS offers.
#include "drivers/nats/timeline_source.h"
#include "lib/driver/table.h"

std::uint32_t vexlens_driver_init(vexlens::driver::Table* table) {
  vexlens::driver::Table offered;
  offered.open_timeline_source = vexlens::nats::NatsTimelineSource::Open;
  return vexlens::driver::Offer(offered, table);
}
