/// The built-in dialect files, embedded in the program.
enum BuiltInFiles {
  static let all: [(name: String, bytes: [UInt8])] = [
    ("asterisk.yaml", PackageResources.asterisk_yaml),
    ("asterisk-custom.yaml", PackageResources.asterisk_custom_yaml),
    ("freeswitch.yaml", PackageResources.freeswitch_yaml),
    ("freeswitch-json.yaml", PackageResources.freeswitch_json_yaml),
    ("cucm.yaml", PackageResources.cucm_yaml),
    ("broadworks.yaml", PackageResources.broadworks_yaml),
    ("kamailio.yaml", PackageResources.kamailio_yaml),
    ("kamailio-flat.yaml", PackageResources.kamailio_flat_yaml),
    ("yate.yaml", PackageResources.yate_yaml),
    ("ribbon.yaml", PackageResources.ribbon_yaml),
    ("genband.yaml", PackageResources.genband_yaml),
    ("emi.yaml", PackageResources.emi_yaml),
    ("radius.yaml", PackageResources.radius_yaml),
    ("csv.yaml", PackageResources.csv_yaml),
    ("jsonl.yaml", PackageResources.jsonl_yaml),
  ]
}
