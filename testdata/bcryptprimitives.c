/* What Go programs need of Windows and Wine before version 9 does not have: random bytes. */
#include <windows.h>

BOOLEAN NTAPI SystemFunction036(PVOID, ULONG); /* RtlGenRandom */

__declspec(dllexport) BOOL WINAPI ProcessPrng(PBYTE to, SIZE_T size) {
	return SystemFunction036(to, (ULONG)size);
}
