// swift-tools-version: 6.2
import PackageDescription

let settings: [SwiftSetting] = [
  .strictMemorySafety(),
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

/// A stage of the pipeline: imports only the targets named, which all stand to its left.
func stage(_ name: String, _ dependencies: [Target.Dependency], resources: [Resource]? = nil) -> Target {
  .target(name: name, dependencies: dependencies, resources: resources, swiftSettings: settings)
}

func tests(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
  .testTarget(name: name, dependencies: dependencies + ["TestSupport"], swiftSettings: settings)
}

let yams = Target.Dependency.product(name: "Yams", package: "Yams")
let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")

let package = Package(
  name: "tollbook",
  products: [
    .executable(name: "tollbook", targets: ["tollbook"]),
    .library(
      name: "TollbookRating",
      targets: ["Bytes", "Telecom", "Compression", "RatePlans", "CDRDecoding", "Rating", "RatingPipeline"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
  ],
  targets: [
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(name: "CZstd", pkgConfig: "libzstd", providers: [.apt(["libzstd-dev"])]),
    .target(name: "CByteMasks"),

    stage("Bytes", ["CByteMasks"]),
    stage("Telecom", []),
    stage("Compression", ["Bytes", "CZlib", "CZstd"]),
    stage("RatePlans", ["Bytes", "Telecom", yams]),
    stage("CDRDecoding", ["Bytes", "Telecom", yams], resources: [.embedInCode("Dialects")]),
    stage("Rating", ["Bytes", "Telecom", "RatePlans"]),
    stage("RatingPipeline", ["Bytes", "Telecom", "Compression", "RatePlans", "CDRDecoding", "Rating"]),
    .executableTarget(
      name: "tollbook",
      dependencies: [
        "Bytes", "Telecom", "Compression", "RatePlans", "CDRDecoding", "Rating", "RatingPipeline", argumentParser,
      ],
      swiftSettings: settings),

    .target(name: "TestSupport", dependencies: ["Telecom"], path: "Tests/TestSupport", swiftSettings: settings),
    tests("BytesTests", ["Bytes"]),
    tests("TelecomTests", ["Telecom"]),
    tests("RatePlansTests", ["RatePlans", "Bytes", "Telecom"]),
    tests("CompressionTests", ["Bytes", "Compression"]),
    tests("RatingTests", ["Rating", "RatePlans", "Telecom"]),
    tests("CDRDecodingTests", ["CDRDecoding", "Bytes", "Telecom"]),
    tests(
      "RatingPipelineTests", ["Bytes", "Telecom", "Compression", "RatePlans", "CDRDecoding", "Rating", "RatingPipeline"]),
    tests("CommandTests", ["tollbook"]),
  ],
  swiftLanguageModes: [.v6]
)
