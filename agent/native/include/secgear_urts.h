/* Included by EDL files for the names of the untrusted runtime; the simulated engine needs none. */
#ifndef SECGEAR_URTS_H
#define SECGEAR_URTS_H

#include <stdint.h>

#endif
