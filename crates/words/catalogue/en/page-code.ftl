# Answering by short code: keys start with page-code-.
page-code-title = Answer by code
page-code-how = Enter the code of your notice and the last four digits of your number to open your duty.
page-code-code = Code (6 characters, capital or small)
page-code-number = Last four digits of your number
page-code-button = Open the duty
page-code-unknown = No open duty has this code with these digits. Look at your notice again; a code ends with its duty.
page-code-too-many = Too many tries. Wait a minute, or ring the duty phone and give the code.
page-code-else = If nothing helps, ring the duty phone and give the code; the duty officer enters your answer.
