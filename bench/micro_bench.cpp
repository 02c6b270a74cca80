// The pieces of a delivery one by one: codec, seal, link, store. Options are Google Benchmark's, such as
// --benchmark_filter=seal.
#include "protocol/base/check.h"
#include "protocol/crypto/identity.h"

#include <benchmark/benchmark.h>

int main(int argc, char** argv)
{
    CHECK(hubbub::crypto::initialize());
    benchmark::Initialize(&argc, argv);
    if (benchmark::ReportUnrecognizedArguments(argc, argv))
        return 2;
    benchmark::RunSpecifiedBenchmarks();
    benchmark::Shutdown();
}
