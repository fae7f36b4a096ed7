// The one version of everything that is released.
#ifndef VEXLENS_CAPI_VERSION_H_
#define VEXLENS_CAPI_VERSION_H_

#define VEXLENS_VERSION "0.1.0"

#endif  // VEXLENS_CAPI_VERSION_H_
