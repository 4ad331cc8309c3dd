// swift-tools-version: 6.2
import PackageDescription

/// SwiftPM names the package above after its folder, and shows its API to nobody but that name.
let folder = Context.packageDirectory.split(separator: "/").dropLast(2).last ?? "tollbook"
let packageName = folder.lowercased().map { $0.isLetter || $0.isNumber ? String($0) : "_" }.joined()

let package = Package(
  name: "Fuzz",
  dependencies: [.package(name: "tollbook", path: "../..")],
  targets: [
    // libFuzzer brings the main function.
    .executableTarget(
      name: "Fuzz", dependencies: [.product(name: "TollbookRating", package: "tollbook")], packageAccess: false,
      swiftSettings: [.unsafeFlags(["-package-name", packageName, "-parse-as-library"])])
  ],
  swiftLanguageModes: [.v6]
)
