package codebook

import "strings"

// FamilyFirst reports whether a person's name begins with the family name, as Chinese, Korean and Vietnamese names do:
// "Xi Jinping", "Ban Ki-moon".
func FamilyFirst(name string) bool {
	words := strings.Fields(strings.ToLower(name))
	return len(words) > 1 && len(words) < 4 && familyNames[words[0]]
}

var familyNames = wordSet(`ban bo cai cao chang chen cheng cho choe choi chou chun chung cui deng ding dong du fan fang feng fu gao geng gong gu guo han hao he hong hu hua huang
hwang hyun jang jeong ji jia jiang jiao jin jung kang kim kong lai li liang liao lin liu lou lu luo ma mao meng moon ngo nguyen pak pan park peng pham qi qian qiao qin ren ri
shao shen shi song sun tan tang tao tian tran tsai wan wang wei wen wu xi xia xiang xiao xie xing xu yan yang yao ye yin yoo yoon you yu yuan zeng zhai zhang zhao zheng
zhong zhou zhu`)
