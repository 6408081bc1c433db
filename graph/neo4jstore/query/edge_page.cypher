  WHERE true
    AND (issue > $above[0] OR issue = $above[0] AND (stance > $above[1] OR stance = $above[1] AND actor > $above[2])) // when above
    AND (issue < $below[0] OR issue = $below[0] AND (stance < $below[1] OR stance = $below[1] AND actor < $below[2])) // when below
