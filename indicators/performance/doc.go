// Package performance scores a project's self-evaluation (项目支出绩效自评):
// what the money was for, what was reached, how many points that makes. It is
// pure arithmetic on a table in YAML and on figures handed in; it opens no
// file. It has nothing to do with the intensity score of a park, which is
// another number with other grades.
//
// The rules are those of 财预〔2020〕10号 as gathered in rules.yaml: the default
// weights of the dimensions, full points at the target and proportional below,
// three tiers for what can't be measured, grades on 100. All numbers are exact
// fractions, rounded once, half away from zero, when they are printed.
//
// Laws, each with a test of its name: no item scores below 0 or above its
// weight; a better achievement never scores less; the order of the items
// doesn't change the total.
//
// Start with Parse and Table.Evaluate. An example of a table is
// testdata/daning.yaml.
package performance
