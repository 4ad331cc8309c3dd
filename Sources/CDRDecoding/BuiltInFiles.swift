/// The built-in dialect files, embedded in the program.
enum BuiltInFiles {
  static let all: [(name: String, bytes: [UInt8])] = [
    ("asterisk.yaml", PackageResources.asterisk_yaml),
    ("csv.yaml", PackageResources.csv_yaml),
  ]
}
