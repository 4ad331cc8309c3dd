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

let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let sqlite = Target.Dependency.product(name: "GRDBSQLite", package: "GRDB.swift")

let package = Package(
  name: "tollbook",
  products: [
    .executable(name: "tollbook", targets: ["tollbook"]),
    .library(
      name: "TollbookRating",
      targets: ["Bytes", "Telecom", "Compression", "Workbooks", "RatePlans", "CDRDecoding", "Rating", "RatingPipeline"]),
    .library(name: "TollbookStore", targets: ["BillingStore"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
    .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
  ],
  targets: [
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(name: "CZstd", pkgConfig: "libzstd", providers: [.apt(["libzstd-dev"])]),
    .systemLibrary(name: "CCrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
    .systemLibrary(name: "CZip", pkgConfig: "libzip", providers: [.apt(["libzip-dev"])]),
    .target(name: "CByteMasks"),
    .target(name: "CChildProcess"),

    stage("Bytes", ["CByteMasks", "CChildProcess", "CCrypto"]),
    stage("Telecom", []),
    stage("Compression", ["Bytes", "CZip", "CZlib", "CZstd"]),
    stage("Workbooks", ["Compression", "Telecom"]),
    stage("RatePlans", ["Bytes", "Telecom", "Workbooks", yams]),
    stage("CDRDecoding", ["Bytes", "Telecom", yams], resources: [.embedInCode("Dialects")]),
    stage(
      "Rating", ["Bytes", "Telecom", "RatePlans"], resources: [.embedInCode("ServiceTypes/service-types.yaml")]),
    stage("Billing", ["Telecom"]),
    stage("RatingPipeline", ["Bytes", "Telecom", "Compression", "RatePlans", "CDRDecoding", "Rating"]),
    stage(
      "BillingStore",
      [
        "Bytes", "Telecom", "Compression", "RatePlans", "CDRDecoding", "Rating", "Billing", "RatingPipeline", grdb,
        sqlite,
      ], resources: [.embedInCode("Migrations")]),
    .executableTarget(
      name: "tollbook",
      dependencies: [
        "Bytes", "Telecom", "Compression", "RatePlans", "CDRDecoding", "Rating", "Billing", "RatingPipeline",
        "BillingStore", argumentParser,
      ],
      swiftSettings: settings),

    .target(name: "TestSupport", dependencies: ["Telecom"], path: "Tests/TestSupport", swiftSettings: settings),
    tests("BytesTests", ["Bytes"]),
    tests("TelecomTests", ["Telecom"]),
    tests("WorkbooksTests", ["Workbooks"]),
    tests("RatePlansTests", ["RatePlans", "Bytes", "Telecom"]),
    tests("CompressionTests", ["Bytes", "Compression"]),
    tests("RatingTests", ["Rating", "RatePlans", "Telecom"]),
    tests("BillingTests", ["Billing", "Telecom"]),
    tests("CDRDecodingTests", ["CDRDecoding", "Bytes", "Telecom"]),
    tests(
      "RatingPipelineTests",
      ["Bytes", "Telecom", "Compression", "RatePlans", "CDRDecoding", "Rating", "RatingPipeline", "BillingStore"]),
    tests(
      "BillingStoreTests",
      ["Billing", "BillingStore", "Bytes", "Compression", "RatePlans", "Rating", "Telecom"]),
    tests("CommandTests", ["tollbook", "BillingStore", "RatePlans", "Rating"]),
  ],
  swiftLanguageModes: [.v6]
)
