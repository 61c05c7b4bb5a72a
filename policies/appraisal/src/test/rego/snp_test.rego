# What the default policy says of a guest that is all that is wanted, and of guests that lack one thing.
package attestry.policy_test

import rego.v1

import data.attestry.policy

tcb := {"bootloader": 10, "tee": 0, "snp": 23, "microcode": 84}

good := {
	"tee": "snp",
	"at": "2026-01-01T00:00:00Z",
	"checks": {
		"passed": ["format", "chain", "revocation", "validity", "signature", "platform_identity", "tcb", "freshness"],
		"waived": {},
	},
	"claims": {
		"report_version": 3,
		"vmpl": 0,
		"measurement": "ab12",
		"host_data": "9f",
		"guest_svn": 2,
		"image_id": null,
		"policy": {"debug": false, "migrate_ma": false},
		"reported_tcb": tcb,
		"committed_tcb": tcb,
	},
}

baseline := {
	"version": 1,
	"values": {"measurement": ["ab12"]},
	"minimum": {
		"reported_tcb.bootloader": 10,
		"reported_tcb.tee": 0,
		"reported_tcb.snp": 23,
		"reported_tcb.microcode": 84,
	},
}

appraised(changes) := appraisal if {
	patched := json.patch(good, changes)
	appraisal := policy.appraisal with input as patched with data.baseline as baseline
}

replaced(path, value) := appraised([{"op": "replace", "path": path, "value": value}])

against(changes) := appraisal if {
	patched := json.patch(baseline, changes)
	appraisal := policy.appraisal with input as good with data.baseline as patched
}

at_least(path, least) := against([{"op": "add", "path": sprintf("/minimum/%s", [path]), "value": least}])

one_of(path, wanted) := against([{"op": "add", "path": sprintf("/values/%s", [path]), "value": wanted}])

rules(appraisal) := {finding.rule | some finding in appraisal.findings}

test_all_that_is_wanted_is_affirmed if {
	appraisal := appraised([])
	appraisal.findings == []
	every tier in appraisal.trust_vector { tier == 2 }
}

test_debug_is_refused if {
	appraisal := replaced("/claims/policy/debug", true)
	appraisal.trust_vector.configuration == 96
	rules(appraisal) == {"debug_is_off", "memory_is_encrypted"}
}

test_migration_is_refused if rules(replaced("/claims/policy/migrate_ma", true)) == {"migration_is_off"}

test_a_privilege_level_that_nobody_named_is_refused if {
	rules(replaced("/claims/vmpl", 1)) == {"privilege_level_is_wanted"}
}

test_an_unknown_measurement_is_refused if {
	appraisal := replaced("/claims/measurement", "cd34")
	appraisal.trust_vector.executables == 96
	rules(appraisal) == {"measurement_is_known", "other_values_are_known"}
}

test_each_component_of_the_tcb_counts_alone if {
	every component in ["bootloader", "snp", "microcode"] {
		path := sprintf("/claims/reported_tcb/%s", [component])
		rules(replaced(path, tcb[component] - 1)) == {"tcb_is_current"}
	}
}

test_firmware_that_can_be_rolled_back_is_refused if {
	rules(replaced("/claims/committed_tcb/snp", 22)) == {"firmware_is_committed"}
}

test_a_waived_revocation_is_refused if {
	appraisal := appraised([
		{"op": "replace", "path": "/checks/waived", "value": {"revocation": "no list"}},
		{"op": "replace", "path": "/checks/passed", "value": [check | some check in good.checks.passed; check != "revocation"]},
	])
	appraisal.trust_vector.hardware == 96
	rules(appraisal) == {"chain_is_not_revoked"}
}

test_without_a_baseline_nothing_is_affirmed if {
	every none in [{}, {"version": 0, "values": {}, "minimum": {}}] {
		appraisal := policy.appraisal with input as good with data.baseline as none
		appraisal.findings[0].rule == "baseline_is_in_force"
		rules(appraisal) == {
			"baseline_is_in_force", "tcb_is_current", "firmware_is_committed",
			"measurement_is_known", "other_values_are_known",
		}
	}
}

test_a_baseline_that_is_not_in_force_meets_nothing_whatever_it_says if {
	every version in [null, false, 0, -1, "1", [1], {}] {
		appraisal := against([{"op": "replace", "path": "/version", "value": version}])
		rules(appraisal) == {"baseline_is_in_force"}
		appraisal.trust_vector.executables == 96
	}
}

test_another_kind_of_tee_is_not_genuine if rules(replaced("/tee", "tdx")) == {"evidence_is_genuine"}

test_a_number_at_or_above_a_minimum_meets_it if {
	every least in [0, 1, 2] { at_least("guest_svn", least).findings == [] }
	rules(at_least("guest_svn", 3)) == {"tcb_is_current"}
}

test_what_is_not_a_number_meets_no_minimum if {
	minimums := {
		"guest_svnn": -1, "guest_svnn.deeper": -1, "guest_svn.deeper": -1,
		"host_data": 5, "measurement": 999999, "image_id": 0,
		"reported_tcb": 999, "policy.debug": 0,
	}
	every path, least in minimums { rules(at_least(path, least)) == {"tcb_is_current"} }
}

test_a_minimum_that_is_not_a_number_is_met_by_nothing if {
	every least in [null, false, "1", [1], {"snp": 1}] { rules(at_least("guest_svn", least)) == {"tcb_is_current"} }
}

test_a_component_that_is_not_a_number_is_below_its_floor if {
	every component in ["bootloader", "tee", "snp", "microcode"] {
		every value in [null, true, "255", [255], {"svn": 255}] {
			rules(replaced(sprintf("/claims/reported_tcb/%s", [component]), value)) == {"tcb_is_current"}
			rules(replaced(sprintf("/claims/committed_tcb/%s", [component]), value)) == {"firmware_is_committed"}
		}
	}
}

test_a_floor_that_is_not_a_number_is_below_nothing if {
	every component in ["bootloader", "tee", "snp", "microcode"] {
		every floor in [null, false, "0", [0], {}] {
			rules(at_least(sprintf("reported_tcb.%s", [component]), floor)) == {"tcb_is_current", "firmware_is_committed"}
		}
	}
}

test_a_report_version_that_is_not_a_number_is_too_old if {
	every version in [null, true, "3", [3], {}] {
		rules(replaced("/claims/report_version", version)) == {"memory_is_encrypted"}
	}
}

test_texts_numbers_and_truth_values_can_be_listed if {
	values := {"host_data": ["00", "9f"], "guest_svn": ["2"], "vmpl": ["0"], "policy.debug": ["false"]}
	every path, wanted in values { one_of(path, wanted).findings == [] }
}

test_what_is_absent_null_or_has_parts_is_on_no_list if {
	values := {
		"nosuchclaim": ["null", "undefined", ""],
		"host_data.deeper": ["null", "9f"],
		"image_id": ["null", ""],
		"policy": ["{\"debug\": false, \"migrate_ma\": false}", sprintf("%v", [good.claims.policy])],
		"host_data": ["00"],
		"guest_svn": [],
	}
	every path, wanted in values { rules(one_of(path, wanted)) == {"other_values_are_known"} }
}
