// Drivers that do not fit, one a value of MISFIT.
#include "lib/driver/table.h"

#if MISFIT == 1  // of a later version
std::uint32_t vexlens_driver_init(vexlens::driver::Table*) { return vexlens::driver::kTableVersion + 1; }
#elif MISFIT == 2  // with another table, by mistake of the same version
std::uint32_t vexlens_driver_init(vexlens::driver::Table* table) {
  vexlens::driver::Offer({}, table);
  table->struct_size += 8;
  return vexlens::driver::kTableVersion;
}
#elif MISFIT == 3  // of another release
std::uint32_t vexlens_driver_init(vexlens::driver::Table* table) {
  vexlens::driver::Offer({}, table);
  table->release = "0.0.9";
  return vexlens::driver::kTableVersion;
}
#elif MISFIT == 4  // without anything on offer
std::uint32_t vexlens_driver_init(vexlens::driver::Table* table) { return vexlens::driver::Offer({}, table); }
#elif MISFIT == 5  // that says nothing
std::uint32_t vexlens_driver_init(vexlens::driver::Table*) { return vexlens::driver::kTableVersion; }
#endif             // else without the symbol
