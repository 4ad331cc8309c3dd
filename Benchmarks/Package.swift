// swift-tools-version: 6.2
import PackageDescription

/// SwiftPM names the package above after its folder, and shows its API to nobody but that name.
let folder = Context.packageDirectory.split(separator: "/").dropLast().last ?? "tollbook"
let packageName = folder.lowercased().map { $0.isLetter || $0.isNumber ? String($0) : "_" }.joined()

let package = Package(
  name: "Benchmarks",
  dependencies: [
    .package(name: "tollbook", path: ".."),
    // Without its traits, which count allocations by libraries of their own.
    .package(url: "https://github.com/ordo-one/benchmark", exact: "1.38.1", traits: []),
  ],
  targets: [
    .executableTarget(
      name: "Stages",
      dependencies: [
        .product(name: "Benchmark", package: "benchmark"), .product(name: "TollbookRating", package: "tollbook"),
      ],
      path: "Benchmarks/Stages", packageAccess: false,
      swiftSettings: [.unsafeFlags(["-package-name", packageName])],
      plugins: [.plugin(name: "BenchmarkPlugin", package: "benchmark")]),
    // Processes of their own, for Benchmarks/allowances.
    .executableTarget(
      name: "States", dependencies: [.product(name: "TollbookStore", package: "tollbook")], path: "Benchmarks/States",
      packageAccess: false, swiftSettings: [.unsafeFlags(["-package-name", packageName])]),
  ],
  swiftLanguageModes: [.v6]
)
