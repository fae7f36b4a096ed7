#include "vexlens/version.h"

#include "vexlens.h"

uint32_t vexlens_abi_version() { return VEXLENS_ABI_VERSION; }

const char* vexlens_version() { return vexlens::kVersion; }
